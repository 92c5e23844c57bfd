import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

export const en = {
  title: 'Search',
  field: 'Search messages',
  results: 'Search results',
  open: 'Open in room',
  more: 'Show older ones',
  again: 'Try again',
  searching: 'Searching…',
  none: 'Nothing was found.',
  found: (count: number) => plural(count, { one: '# message', other: '# messages' }),
  foundMore: (count: number) =>
    plural(count, { one: '# message so far', other: '# messages so far' }),
  notAll: 'Older messages are still being read: there may be more in a while.',
  hint: 'Words, parts of words, “phrases in quotation marks”.',
  days: 'A day is written like 2026-05-01, a month like 2026-05, a year like 2026.',
  dayNames: {
    today: 'today',
    yesterday: 'yesterday',
    weekAgo: 'a week ago',
    monthAgo: 'a month ago',
    yearAgo: 'a year ago',
  },
  noDay: (typed: string) =>
    `“${typed}” is looked for as a word: it names no day. A day is written like 2026-05-01.`,
  narrow: 'Narrow it down',
  recent: 'Searched for lately',
  operators: {
    from: 'by somebody',
    in: 'in a room',
    after: 'since a day',
    before: 'before a day',
    link: 'with a link',
    file: 'with a file',
  },
}

export type SearchTexts = typeof en

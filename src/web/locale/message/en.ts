import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

export const en = {
  typing: {
    of: (names: string, count: number) => `${names} ${count === 1 ? 'is' : 'are'} typing …`,
    several: 'Several people are typing …',
  },

  replies: {
    to: (name: string) => `Replying to ${name}`,
    toDate: 'Jump to a date',
    cancel: 'Cancel reply',
    inReplyTo: 'In reply to',
    gone: 'Message deleted',
    back: 'Back to where you were',
    pinned: (count: number) =>
      plural(count, { one: '# pinned message', other: '# pinned messages' }),
  },

  reactions: {
    label: 'Reactions',
    add: 'Add a reaction',
    andOthers: (names: string, count: number) =>
      names === ''
        ? plural(count, { one: '# person', other: '# people' })
        : plural(count, { one: `${names} and # other`, other: `${names} and # others` }),
  },

  copying: {
    copyCode: 'Copy code',
    notCopied: 'Not copied: the browser does not allow it',
  },

  sending: {
    title: 'Being sent',
    waiting: 'Waiting to be sent',
    sending: 'Sending…',
    sent: 'Sent',
    retry: 'Try again',
    copy: 'Copy text',
    copied: 'Copied',
    discard: 'Discard',
    refused: 'Not sent:',
  },
  voice: {
    begin: 'Record a voice message',
    end: 'End the recording',
    hint: 'Record a voice message: hold it, or press once to begin and once to end',
  },
  asFile: { attach: 'Attach it as a file', name: 'Text.txt' },
}

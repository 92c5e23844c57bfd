import { pluralIn } from '../plural.ts'
import type { SearchTexts } from './en.ts'

const plural = pluralIn('de')

export const de: SearchTexts = {
  title: 'Suche',
  field: 'Nachrichten durchsuchen',
  results: 'Suchergebnisse',
  open: 'Im Raum öffnen',
  more: 'Ältere zeigen',
  again: 'Noch einmal versuchen',
  searching: 'Sucht …',
  none: 'Nichts gefunden.',
  found: (count) => plural(count, { one: '# Nachricht', other: '# Nachrichten' }),
  foundMore: (count) =>
    plural(count, { one: 'bis jetzt # Nachricht', other: 'bis jetzt # Nachrichten' }),
  notAll: 'Ältere Nachrichten werden noch gelesen: Nach einer Weile sind es vielleicht mehr.',
  hint: 'Wörter, Teile von Wörtern, „Wendungen in Anführungszeichen“.',
  days: 'Ein Tag wird so geschrieben: 2026-05-01, ein Monat so: 2026-05, ein Jahr so: 2026.',
  dayNames: {
    today: 'heute',
    yesterday: 'gestern',
    weekAgo: 'vor einer Woche',
    monthAgo: 'vor einem Monat',
    yearAgo: 'vor einem Jahr',
  },
  noDay: (typed) =>
    `„${typed}“ wird als Wort gesucht: Es nennt keinen Tag. Ein Tag wird so geschrieben: 2026-05-01.`,
  narrow: 'Eingrenzen',
  recent: 'Zuletzt gesucht',
  operators: {
    from: 'von jemandem',
    in: 'in einem Raum',
    after: 'seit einem Tag',
    before: 'vor einem Tag',
    link: 'mit einem Link',
    file: 'mit einer Datei',
  },
}

import type { en } from './en.ts'

export const de: typeof en = {
  all: 'Alle Räume',
  create: 'Neuer Raum',
  goTo: 'Gehe zu',
  field: 'Name eines Raums oder einer Person',
  newDirect: 'Neues Gespräch',
  none: 'Nichts heißt so.',
  direct: 'Direkte Gespräche',
  mentioned: 'erwähnt',
  level: {
    title: 'Benachrichtige mich über',
    all: 'Alles',
    mentions: 'Erwähnungen',
    none: 'Nichts',
  },
  read: 'Als gelesen markieren',
}

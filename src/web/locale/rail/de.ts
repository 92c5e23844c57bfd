import type { en } from './en.ts'

export const de: typeof en = {
  all: 'Alle Räume',
  create: 'Neuer Raum',
  goTo: 'Gehe zu',
  field: 'Name eines Raums',
  none: 'Nichts heißt so.',
}

import type { en } from './en.ts'

export const de: typeof en = {
  title: 'Teilen',
  lead: 'Wähle den Raum, in den es soll. Dort kannst du es vor dem Senden noch ändern.',
  filter: 'Raum finden',
  none: 'Nichts heißt so.',
  nothing: 'Es wurde nichts geteilt',
  nothingHint: 'Teile in einer anderen App einen Text oder einen Link, und wähle Parlor.',
}

import type { en } from './en.ts'

export const de: typeof en = {
  title: 'Teilen',
  lead: 'Wähle den Raum, in den es soll. Dort kannst du es vor dem Senden noch ändern.',
  nothing: 'Es wurde nichts geteilt',
  nothingHint: 'Teile in einer anderen App einen Text oder einen Link, und wähle Parlor.',
}

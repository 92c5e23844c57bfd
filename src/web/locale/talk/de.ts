import type { en } from './en.ts'

export const de: typeof en = {
  pinsTitle: 'Angeheftete Nachrichten',
  noPins: 'Hier ist nichts mehr angeheftet.',
  goTo: 'Zur Nachricht',
  pinnedBy: (name: string) => `Angeheftet von ${name}`,
  dateTitle: 'Zu einem Datum springen',
  date: 'Datum',
  jump: 'Springen',
}

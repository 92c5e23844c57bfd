import type { en } from './en.ts'

export const de: typeof en = {
  title: 'Für dich',
  loading: 'Wird gesucht …',
  none: 'Noch nichts',
  noneHint:
    'Hier steht, wer dich erwähnt hat und wer auf deine Nachrichten geantwortet oder reagiert hat, in allen Räumen.',
  mention: (name, room) => `${name} hat dich in ${room} erwähnt`,
  reply: (name, room) => `${name} hat dir in ${room} geantwortet`,
  reaction: (name, emoji, room) => `${name} hat in ${room} mit ${emoji} reagiert`,
  unread: 'neu',
  more: 'Frühere zeigen',
  readAll: 'Alles als gelesen markieren',
}

import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('de')

export const de: typeof en = {
  typing: {
    of: (names: string, count: number) => `${names} ${count === 1 ? 'schreibt' : 'schreiben'} …`,
    several: 'Mehrere schreiben …',
  },

  replies: {
    to: (name: string) => `Antwort an ${name}`,
    toDate: 'Zu einem Datum springen',
    cancel: 'Antwort verwerfen',
    inReplyTo: 'Antwort auf',
    gone: 'Nachricht gelöscht',
    back: 'Zurück zu deiner Stelle',
    pinned: (count: number) =>
      plural(count, { one: '# angeheftete Nachricht', other: '# angeheftete Nachrichten' }),
  },

  reactions: {
    label: 'Reaktionen',
    add: 'Reaktion hinzufügen',
    andOthers: (names, count) =>
      names === ''
        ? plural(count, { one: '# Person', other: '# Personen' })
        : plural(count, { one: `${names} und # weitere Person`, other: `${names} und # weitere` }),
  },

  copying: {
    copyCode: 'Code kopieren',
    notCopied: 'Nicht kopiert: Der Browser erlaubt es nicht',
  },

  sending: {
    title: 'Wird gesendet',
    waiting: 'Wartet',
    sending: 'Wird gesendet …',
    sent: 'Gesendet',
    retry: 'Noch einmal versuchen',
    copy: 'Text kopieren',
    copied: 'Kopiert',
    discard: 'Verwerfen',
    refused: 'Nicht gesendet:',
  },
  voice: {
    begin: 'Sprachnachricht aufnehmen',
    end: 'Aufnahme beenden',
    hint: 'Sprachnachricht aufnehmen: gedrückt halten, oder einmal drücken für den Anfang und einmal für das Ende',
  },
  asFile: { attach: 'Als Datei anhängen', name: 'Text.txt' },
}

import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('de')

export const de: typeof en = {
  actions: {
    toolbar: 'Aktionen zur Nachricht',
    react: 'Reagieren',
    reply: 'Antworten',
    pin: 'Anheften',
    unpin: 'Nicht mehr anheften',
    more: 'Weitere Aktionen',
    edit: 'Bearbeiten',
    copyText: 'Text kopieren',
    copyCode: 'Code kopieren',
    copyLink: 'Link kopieren',
    markUnread: 'Ab hier als ungelesen markieren',
    report: 'Melden',
    block: 'Person blockieren',
    blocked: 'Blockiert',
    notCopied: 'Nicht kopiert: Der Browser erlaubt es nicht',
    delete: 'Nachricht löschen',
  },

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

  fetching: {
    newer: {
      loading: 'Neuere Nachrichten werden geladen …',
      failed: 'Neuere Nachrichten konnten nicht geladen werden.',
    },
    place: {
      loading: 'Weiter zur Nachricht …',
      failed: 'Die Nachricht konnte nicht geladen werden.',
    },
  },

  reactions: {
    label: 'Reaktionen',
    add: 'Reaktion hinzufügen',
    addOne: (emoji) => `Mit ${emoji} reagieren`,
    andOthers: (names, count) =>
      names === ''
        ? plural(count, { one: '# Person', other: '# Personen' })
        : plural(count, { one: `${names} und # weitere Person`, other: `${names} und # weitere` }),
  },

  changes: {
    field: 'Nachricht bearbeiten',
    save: 'Speichern',
    again: 'Noch einmal bearbeiten',
    emptied: 'Ohne Text gibt es nichts zu speichern. Soll die Nachricht verschwinden, lösche sie.',
    isGone:
      'Die Nachricht wurde inzwischen gelöscht. Dein Text ist noch da und lässt sich kopieren.',
    meanwhile: 'Inzwischen hat sie einen anderen Text:',
    editWaits: 'Wartet darauf, gespeichert zu werden',
    deletionWaits: 'Wartet darauf, gelöscht zu werden',
    editRefused: 'Nicht gespeichert:',
    deletionRefused: 'Nicht gelöscht:',
    deleteTitle: 'Diese Nachricht löschen?',
    deleteText:
      'Sie verschwindet für alle, mit allen früheren Texten, und lässt sich nicht zurückholen.',
    deleteConfirm: 'Löschen',
    versionsTitle: 'Was dort stand',
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

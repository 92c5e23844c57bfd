import type { en } from './en.ts'

export const de: typeof en = {
  pinsTitle: 'Angeheftete Nachrichten',
  noPins: 'Hier ist nichts mehr angeheftet.',
  goTo: 'Zur Nachricht',
  pinnedBy: (name: string) => `Angeheftet von ${name}`,
  dateTitle: 'Zu einem Datum springen',
  date: 'Datum',
  jump: 'Springen',
  actions: {
    toolbar: 'Aktionen zur Nachricht',
    react: 'Reagieren',
    reply: 'Antworten',
    reacted: 'Wer reagiert hat',
    pin: 'Anheften',
    unpin: 'Nicht mehr anheften',
    pinned: 'Angeheftet',
    unpinned: 'Nicht mehr angeheftet',
    more: 'Weitere Aktionen',
    edit: 'Bearbeiten',
    copyText: 'Text kopieren',
    copyLink: 'Link kopieren',
    markUnread: 'Ab hier als ungelesen markieren',
    report: 'Melden',
    author: 'Zur Person',
    block: 'Person blockieren',
    blocked: 'Blockiert',
    delete: 'Nachricht löschen',
    addOne: (emoji) => `Mit ${emoji} reagieren`,
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
  fetching: {
    older: {
      loading: 'Ältere Nachrichten werden geladen …',
      failed: 'Ältere Nachrichten konnten nicht geladen werden.',
    },
    newer: {
      loading: 'Neuere Nachrichten werden geladen …',
      failed: 'Neuere Nachrichten konnten nicht geladen werden.',
    },
    place: {
      loading: 'Weiter zur Nachricht …',
      failed: 'Die Nachricht konnte nicht geladen werden.',
    },
  },
}

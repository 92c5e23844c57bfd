import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('de')

export const de: typeof en = {
  room: {
    entering: 'Der Raum wird betreten …',
    leave: 'Verlassen',
    invite: 'Einladen',
    ofBlocked: 'Wer das geschrieben hat, ist von dir blockiert.',
    showBlocked: 'Anzeigen',
    deletedPerson: 'Gelöschte Person',
    leaveFailed:
      'Der Server wurde nicht erreicht; du bist noch im Raum. Bitte versuche es noch einmal.',
    log: 'Nachrichten',
    empty: 'Hier wurde noch nichts gesagt.',
    emptyHint: 'Schreibe unten die erste Nachricht.',
    beginning: 'Hier beginnt der Raum.',
    newSince: 'Neu seit deinem letzten Besuch',
    newMessages: (count) => plural(count, { one: '# neue Nachricht', other: '# neue Nachrichten' }),
    unreadAbove: (count) =>
      plural(count, {
        one: '# neue Nachricht weiter oben',
        other: '# neue Nachrichten weiter oben',
      }),
    toNewest: 'Zur neuesten Nachricht',
    nameAndTime: (name, time) => `${name}, ${time}`,
    said: (name, text) => `${name}: ${text}`,
    removedOf: (name) => `Eine Nachricht von ${name} wurde gelöscht.`,
    saved: 'Gespeichert.',
    editedBy: (name, text) => `${name} hat bearbeitet: ${text}`,
    settings: 'Einstellungen',
    members: 'Mitglieder',
    files: 'Dateien',
    people: 'Anwesende',
    peopleInside: (count) => plural(count, { one: '# Person', other: '# Personen' }),
    here: 'Hier',
    away: 'Abwesend',
    you: 'du',
    showAll: 'Alles zeigen',
    showLess: 'Weniger zeigen',
    edited: 'bearbeitet',
    toRooms: 'Zu den Räumen',
  },

  composer: {
    message: 'Nachricht',
    placeholder: (room) => `An ${room} schreiben`,
    send: 'Senden',
    hint: 'Eingabetaste sendet, Umschalt+Eingabe beginnt eine neue Zeile',
    left: (count) => plural(count, { other: 'Noch # Zeichen' }),
    over: (count) => plural(count, { other: '# Zeichen zu viel' }),
    emoji: 'Emoji',
    attach: 'Dateien anhängen',
  },
}

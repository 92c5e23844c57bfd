import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('de')

export const de: typeof en = {
  product: 'Parlor',
  skip: 'Zum Inhalt springen',
  close: 'Schließen',
  cancel: 'Abbrechen',

  connection: {
    lost: (since) => `Keine Verbindung seit ${since}.`,
    nextTry: (seconds) =>
      plural(seconds, {
        one: 'Nächster Versuch in # Sekunde.',
        other: 'Nächster Versuch in # Sekunden.',
      }),
    trying: 'Neuer Versuch …',
    tryNow: 'Jetzt versuchen',
    offlineTitle: 'Der Server ist nicht zu erreichen',
    offline: 'Vielleicht bist du offline. Sobald es wieder geht, macht Parlor von selbst weiter.',
  },

  missing: {
    words: (language: string) =>
      `Die Wörter für ${language} konnten nicht geladen werden: Bis sie kommen, bleibt die Seite, wie sie war.`,
    part: 'Dieser Teil der Seite konnte nicht geladen werden.',
    updated:
      'Parlor wurde aktualisiert. Diese Seite lädt sich von selbst neu, sobald dabei nichts verloren gehen kann.',
    reload: 'Neu laden',
    cookies:
      'Dein Browser blockiert Cookies für diese Website, und Parlor erkennt dich an einem. Erlaube sie in den Einstellungen des Browsers oder über das Zeichen neben der Adresse und lade die Seite neu.',
    earlier: (when: string) =>
      `Ohne Verbindung zum Server: So war es um ${when}. Es geht von selbst weiter.`,
    storage:
      'Dein Browser bewahrt für diese Website nichts auf: Was noch nicht gesendet ist, geht verloren, wenn du die Seite schließt oder neu lädst. Erlaube der Website, Daten zu speichern, dann bleibt es erhalten.',
  },

  broken: {
    title: 'Etwas ist kaputtgegangen',
    text: 'Die Seite ist auf einen eigenen Fehler gestoßen. Was du geschrieben hattest, ist aufgehoben.',
    again: 'Die Seite neu zeigen',
  },

  attention: {
    unreadTitle: (count, title) => `(${count}) ${title}`,
    notification: (name, room) => `${name} in ${room}`,
  },
}

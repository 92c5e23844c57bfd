import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('de')

export const de: typeof en = {
  title: 'Einstellungen',
  language: 'Sprache',
  theme: 'Farben',
  themeSystem: 'Wie das Gerät',
  themeLight: 'Hell',
  themeDark: 'Dunkel',
  attention: 'Neue Nachrichten',
  sound: 'Bei neuen Nachrichten einen Ton spielen',
  notifications: 'Bei neuen Nachrichten benachrichtigen',
  notificationsBlocked: 'Dein Browser erlaubt dieser Seite keine Benachrichtigungen.',
  onlyAway: 'Nur solange diese Seite nicht im Vordergrund ist.',
  sessions: 'Wo du angemeldet bist',
  thisSession: 'dieser Browser',
  loggedIn: (ago: string) => `angemeldet ${ago}`,
  unknownDevice: 'Ein unbekanntes Gerät',
  endSession: 'Dort abmelden',
  sessionsFailed: 'Das hat den Server nicht erreicht. Bitte versuche es noch einmal.',
  lastUsed: (ago: string) => `benutzt ${ago}`,
  newDevice: 'Neues Gerät',
  endOtherSessions: 'Überall sonst abmelden',
  name: 'Dein Name',
  newName: 'Neuer Benutzername',
  nameHint: (name: string) =>
    `Du heißt ${name}. Diesen Namen bekommt niemand anders, bis du deinen das nächste Mal änderst.`,
  changeName: 'Benutzernamen ändern',
  nameChanged: (name: string) => `Du heißt jetzt ${name}.`,
  password: 'Dein Passwort',
  currentPassword: 'Jetziges Passwort',
  newPassword: 'Neues Passwort',
  changePassword: 'Passwort ändern',
  passwordChanged: 'Dein Passwort ist geändert. Überall sonst bist du abgemeldet.',
  help: 'Tastenkürzel',
  leave: {
    title: 'Abmelden und verwerfen, was nicht gesendet ist?',
    messages: (count: number) =>
      plural(count, {
        one: '# Nachricht ist noch nicht gesendet.',
        other: '# Nachrichten sind noch nicht gesendet.',
      }),
    changes: (count: number) =>
      plural(count, {
        one: '# Änderung an einer Nachricht ist noch nicht gespeichert.',
        other: '# Änderungen an Nachrichten sind noch nicht gespeichert.',
      }),
    drafts: (count: number) =>
      plural(count, {
        one: 'In # Raum hast du zu schreiben begonnen.',
        other: 'In # Räumen hast du zu schreiben begonnen.',
      }),
    text: 'Wer sich abmeldet, lässt davon nichts in diesem Browser zurück.',
    stay: 'Angemeldet bleiben',
    confirm: 'Verwerfen und abmelden',
  },
  reset: {
    newPassword: 'Neues Passwort',
    title: 'Ein neues Passwort',
    lead: 'Dieser Link setzt einmal ein neues Passwort für dein Konto. Du wirst damit überall abgemeldet.',
    action: 'Passwort setzen',
    done: 'Dein Passwort ist gesetzt. Melde dich jetzt damit an.',
  },
}

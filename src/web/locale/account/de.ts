import { limits } from '../../../protocol/limits.ts'
import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('de')

export const de: typeof en = {
  welcome: {
    sentence:
      'Ein ruhiger Ort zum Reden: Räume, die dein eigener Server bewahrt, in der Reihenfolge, in der gesprochen wurde.',
    invited: 'Melde dich an oder lege ein Konto an; danach geht es in den Raum.',
    ended:
      'Du wurdest abgemeldet. Was du geschrieben hattest, ist aufgehoben: Melde dich an, um weiterzumachen.',
    logIn: 'Anmelden',
    logInLead: 'Schön, dass du wieder da bist.',
    createAccount: 'Konto anlegen',
    notOpen: {
      invite:
        'Neue Konten gibt es hier nur mit Einladung. Bitte jemanden mit einem Konto um einen Link.',
      closed: 'Hier werden keine neuen Konten angelegt.',
    },
    createAccountLead: 'Neu hier? Ein Name und ein Passwort genügen.',
    username: 'Benutzername',
    usernameHint: 'Andere sehen ihn.',
    password: 'Passwort',
    passwordHint: `Mindestens ${limits.password.min} Zeichen; ein ganzer Satz ist willkommen.`,
  },

  account: {
    label: 'Du und diese Seite',
    menu: 'Dein Konto',
    search: 'Suchen',
    logOut: 'Abmelden',
    leaveTitle: 'Abmelden und verwerfen, was nicht gesendet ist?',
    leaveMessages: (count: number) =>
      plural(count, {
        one: '# Nachricht ist noch nicht gesendet.',
        other: '# Nachrichten sind noch nicht gesendet.',
      }),
    leaveChanges: (count: number) =>
      plural(count, {
        one: '# Änderung an einer Nachricht ist noch nicht gespeichert.',
        other: '# Änderungen an Nachrichten sind noch nicht gespeichert.',
      }),
    leaveDrafts: (count: number) =>
      plural(count, {
        one: 'In # Raum hast du zu schreiben begonnen.',
        other: 'In # Räumen hast du zu schreiben begonnen.',
      }),
    leaveText: 'Wer sich abmeldet, lässt davon nichts in diesem Browser zurück.',
    stay: 'Angemeldet bleiben',
    leaveConfirm: 'Verwerfen und abmelden',
    loggedInAs: 'Angemeldet als',
  },

  preferences: {
    title: 'Einstellungen',
  },

  reset: {
    newPassword: 'Neues Passwort',
    title: 'Ein neues Passwort',
    lead: 'Dieser Link setzt einmal ein neues Passwort für dein Konto. Du wirst damit überall abgemeldet.',
    action: 'Passwort setzen',
    done: 'Dein Passwort ist gesetzt. Melde dich jetzt damit an.',
  },
}

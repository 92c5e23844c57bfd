import { limits } from '../../../protocol/limits.ts'
import type { en } from './en.ts'

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
    loggedInAs: 'Angemeldet als',
  },

  preferences: {
    title: 'Einstellungen',
  },
}

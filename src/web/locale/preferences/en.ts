import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

export const en = {
  title: 'Preferences',
  language: 'Language',
  theme: 'Colours',
  themeSystem: 'As the device',
  themeLight: 'Light',
  themeDark: 'Dark',
  attention: 'New messages',
  sound: 'Play a sound for new messages',
  notifications: 'Show notifications for new messages',
  notificationsBlocked: 'Your browser does not allow notifications for this site.',
  onlyAway: 'Only while this page is not in front.',
  sessions: 'Where you are logged in',
  thisSession: 'this browser',
  loggedIn: (ago: string) => `logged in ${ago}`,
  unknownDevice: 'An unknown device',
  endSession: 'Log out there',
  sessionsFailed: 'That did not reach the server. Please try again.',
  lastUsed: (ago: string) => `last used ${ago}`,
  newDevice: 'New device',
  endOtherSessions: 'Log out everywhere else',
  name: 'Your name',
  newName: 'New username',
  nameHint: (name: string) =>
    `You are ${name}. Nobody else can take that name until your next change.`,
  changeName: 'Change username',
  nameChanged: (name: string) => `You are now called ${name}.`,
  password: 'Your password',
  currentPassword: 'Current password',
  newPassword: 'New password',
  changePassword: 'Change password',
  passwordChanged: 'Your password is changed. Everywhere else you are logged out.',
  help: 'Keyboard shortcuts',
  leave: {
    title: 'Log out and discard what is not sent?',
    messages: (count: number) =>
      plural(count, {
        one: '# message is not sent yet.',
        other: '# messages are not sent yet.',
      }),
    changes: (count: number) =>
      plural(count, {
        one: '# change of a message is not saved yet.',
        other: '# changes of messages are not saved yet.',
      }),
    drafts: (count: number) =>
      plural(count, {
        one: 'You have begun to write in # room.',
        other: 'You have begun to write in # rooms.',
      }),
    text: 'Logging out leaves nothing of it in this browser.',
    stay: 'Stay logged in',
    confirm: 'Discard and log out',
  },
  reset: {
    newPassword: 'New password',
    title: 'A new password',
    lead: 'This link sets a new password for your account, once. It logs you out everywhere.',
    action: 'Set password',
    done: 'Your password is set. Log in with it now.',
  },
}

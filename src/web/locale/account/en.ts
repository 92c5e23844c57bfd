import { limits } from '../../../protocol/limits.ts'
import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

export const en = {
  welcome: {
    sentence:
      'A quiet place to talk: rooms that your own server keeps, in the order things were said.',
    invited: 'Log in or create an account, and you will be taken to the room.',
    ended: 'You were logged out. What you had written is kept: log in to go on.',
    logIn: 'Log in',
    logInLead: 'Good to see you again.',
    createAccount: 'Create account',
    notOpen: {
      invite: 'New accounts need an invitation here. Ask somebody who has an account for a link.',
      closed: 'No new accounts are made here.',
    },
    createAccountLead: 'New here? A name and a password are all it takes.',
    username: 'Username',
    usernameHint: 'Others will see it.',
    password: 'Password',
    passwordHint: `At least ${limits.password.min} characters; a sentence is fine.`,
  },

  account: {
    label: 'You and this page',
    menu: 'Your account',
    search: 'Search',
    logOut: 'Log out',
    loggedInAs: 'You are logged in as',
    leaveTitle: 'Log out and discard what is not sent?',
    leaveMessages: (count: number) =>
      plural(count, {
        one: '# message is not sent yet.',
        other: '# messages are not sent yet.',
      }),
    leaveChanges: (count: number) =>
      plural(count, {
        one: '# change of a message is not saved yet.',
        other: '# changes of messages are not saved yet.',
      }),
    leaveDrafts: (count: number) =>
      plural(count, {
        one: 'You have begun to write in # room.',
        other: 'You have begun to write in # rooms.',
      }),
    leaveText: 'Logging out leaves nothing of it in this browser.',
    stay: 'Stay logged in',
    leaveConfirm: 'Discard and log out',
  },

  preferences: {
    title: 'Preferences',
  },

  reset: {
    newPassword: 'New password',
    title: 'A new password',
    lead: 'This link sets a new password for your account, once. It logs you out everywhere.',
    action: 'Set password',
    done: 'Your password is set. Log in with it now.',
  },
}

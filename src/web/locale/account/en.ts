import { limits } from '../../../protocol/limits.ts'

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
  },

  preferences: {
    title: 'Preferences',
  },
}

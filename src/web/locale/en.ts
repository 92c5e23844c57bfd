import type { FieldCode } from '../../protocol/field-errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { ProblemCode } from '../../protocol/problems.ts'
import { pluralIn } from './plural.ts'

const plural = pluralIn('en')

/** The codes of refused fields that have a sentence of their own; the others share one with us. */
export type FieldSentence = Exclude<FieldCode, 'missing' | 'too_short' | 'too_long'>

const byCode: Partial<Record<ProblemCode, string>> = {
  cross_site:
    'This request came from another site and was refused. If it is this page’s own: the web server in front of Parlor does not pass on the host.',
}
const byField: Partial<Record<FieldSentence, string>> = {}

/** Every text of the client, in English. Other languages have the same shape. */
export const en = {
  product: 'Parlor',
  skip: 'Skip to the content',
  close: 'Close',
  cancel: 'Cancel',

  welcome: {
    sentence:
      'A quiet place to talk: rooms that your own server keeps, in the order things were said.',
    invited: 'Log in or create an account, and you will be taken to the room.',
    ended: 'You were logged out. What you had written is kept: log in to go on.',
    logIn: 'Log in',
    logInLead: 'Good to see you again.',
    createAccount: 'Create account',
    createAccountLead: 'New here? A name and a password are all it takes.',
    username: 'Username',
    usernameHint: 'Others will see it.',
    password: 'Password',
    passwordHint: `At least ${limits.password.min} characters; a sentence is fine.`,
  },

  account: {
    label: 'You and this page',
    logOut: 'Log out',
    loggedInAs: 'You are logged in as',
    leaveTitle: 'Log out and discard what is not sent?',
    leaveMessages: (count: number) =>
      plural(count, {
        one: '# message is not sent yet.',
        other: '# messages are not sent yet.',
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

  rooms: {
    title: 'Rooms',
    none: 'No rooms yet',
    noneHint: 'Create the first one: others will see it here within a second.',
    noneFound: 'No room has a name like that.',
    name: 'Room name',
    create: 'Create room',
    createLead: 'Start a room',
    filter: 'Find a room',
    sort: 'Sort by',
    sortActivity: 'Last activity',
    sortName: 'Name',
    sortPeople: 'People inside',
    join: 'Join',
    delete: 'Delete',
    leave: 'Leave',
    here: 'You are inside',
    by: (name: string) => `Created by ${name}`,
    people: (count: number) =>
      count === 0
        ? 'Nobody inside'
        : plural(count, { one: '# person inside', other: '# people inside' }),
    unread: (count: number) => plural(count, { one: '# unread', other: '# unread' }),
    quiet: 'Nothing said yet',
    lastPost: (when: string) => `Last message ${when}`,
    deleteTitle: (name: string) => `Delete “${name}”?`,
    deleteText: (messages: number) =>
      messages === 0
        ? 'There are no messages in it. Everyone inside is told.'
        : plural(messages, {
            one: '# message goes with it, for good. Everyone inside is told.',
            other: '# messages go with it, for good. Everyone inside is told.',
          }),
    deleteConfirm: 'Delete room',
    deleted: (name: string, by?: string) =>
      `The room “${name}” was deleted${by === undefined ? '' : ` by ${by}`}.`,
    deletedByYou: (name: string) => `The room “${name}” was deleted by you.`,
    unsent: 'Not sent',
    unsentHint: 'These messages could not be sent any more. Copy what you want to keep.',
  },

  room: {
    entering: 'Entering the room…',
    leave: 'Leave room',
    leaveFailed: 'Leaving did not reach the server; you are still inside. Please try again.',
    log: 'Messages',
    empty: 'Nothing has been said here yet.',
    emptyHint: 'Write the first message below.',
    beginning: 'This is where the room begins.',
    loadingOlder: 'Loading older messages…',
    olderFailed: 'Older messages could not be loaded.',
    newSince: 'New since your last visit',
    newMessages: (count: number) =>
      plural(count, { one: '# new message', other: '# new messages' }),
    unreadAbove: (count: number) =>
      plural(count, { one: '# new message above', other: '# new messages above' }),
    toNewest: 'To the newest message',
    nameAndTime: (name: string, time: string) => `${name}, ${time}`,
    said: (name: string, text: string) => `${name}: ${text}`,
    people: 'People',
    peopleInside: (count: number) => plural(count, { one: '# person', other: '# people' }),
    here: 'Here',
    away: 'Away',
    you: 'you',
    showAll: 'Show all of it',
    showLess: 'Show less',
    edited: 'edited',
    removed: 'This message was deleted.',
    missingTitle: 'There is no such room',
    missing: 'It may have been deleted, or the link is incomplete.',
    moved: (room: string) => `Another window of yours took you to “${room}”.`,
    movedOut: 'Another window of yours left this room.',
    movedHint: 'You can be in one room at a time. What you were writing here is kept.',
    someRoom: 'A room',
    fromElsewhere: 'A link from outside of Parlor led here.',
    entersFrom: (room: string) => `You are in “${room}”, and would leave it.`,
    enter: 'Enter room',
    comeBack: 'Come back here',
    toRooms: 'To the rooms',
  },

  composer: {
    message: 'Message',
    placeholder: (room: string) => `Write to ${room}`,
    send: 'Send',
    hint: 'Enter sends, Shift+Enter starts a new line',
    left: (count: number) => plural(count, { one: '# character left', other: '# characters left' }),
    over: (count: number) =>
      plural(count, { one: '# character too many', other: '# characters too many' }),
    emoji: 'Emoji',
  },

  sending: {
    title: 'Being sent',
    waiting: 'Waiting to be sent',
    sending: 'Sending…',
    sent: 'Sent',
    retry: 'Try again',
    copy: 'Copy text',
    copied: 'Copied',
    discard: 'Discard',
    refused: 'Not sent:',
  },

  connection: {
    lost: (since: string) => `No connection since ${since}.`,
    nextTry: (seconds: number) =>
      plural(seconds, { one: 'Next try in # second.', other: 'Next try in # seconds.' }),
    trying: 'Trying now…',
    tryNow: 'Try now',
    offlineTitle: 'The server cannot be reached',
    offline: 'You may be offline. Parlor goes on by itself as soon as there is a line again.',
  },

  missing: {
    words: (language: string) =>
      `The words of ${language} could not be loaded: the page is as it was until they come.`,
    part: 'This part of the page could not be loaded.',
    updated:
      'Parlor was updated. This page loads anew by itself as soon as nothing can be lost by it.',
    reload: 'Load it anew',
    cookies:
      'Your browser blocks cookies for this site, and Parlor knows you by one. Allow them, in the settings of the browser or by the sign beside the address, and load the page anew.',
    earlier: (when: string) =>
      `Without a line to the server: this is how it was at ${when}. It goes on by itself.`,
    storage:
      'Your browser keeps nothing for this site: what you have not sent is lost when you close or reload the page. Allow this site to store data, and it will be kept.',
  },

  preferences: {
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
    password: 'Your password',
    currentPassword: 'Current password',
    newPassword: 'New password',
    changePassword: 'Change password',
    passwordChanged: 'Your password is changed. Everywhere else you are logged out.',
    help: 'Keyboard shortcuts',
  },

  reset: {
    title: 'A new password',
    lead: 'This link sets a new password for your account, once. It logs you out everywhere.',
    action: 'Set password',
    done: 'Your password is set. Log in with it now.',
  },

  help: {
    title: 'Keyboard',
    /** Keys, and what they do. */
    keys: [
      ['Enter', 'Send the message'],
      ['Shift+Enter', 'Start a new line'],
      [':', 'Begin an emoji, as in :tea:'],
      ['/', 'Go to the message field, or to finding a room'],
      ['Escape', 'Close what is open; go to the newest message'],
      ['↑ ↓', 'In the log: from message to message'],
      ['Home', 'In the log: to its oldest loaded message'],
      ['End', 'In the log: to the newest message'],
      ['?', 'Show this sheet'],
    ],
  },

  notFound: {
    title: 'There is nothing here',
    text: 'The address may be mistyped, or what it led to is gone.',
  },
  broken: {
    title: 'Something broke',
    text: 'The page ran into an error of its own. What you had written is kept.',
    again: 'Show the page again',
  },

  attention: {
    unreadTitle: (count: number, title: string) => `(${count}) ${title}`,
    notification: (name: string, room: string) => `${name} in ${room}`,
  },

  errors: {
    required: 'Please fill this in.',
    tooShort: (min: number) =>
      plural(min, { one: 'Use at least # character.', other: 'Use at least # characters.' }),
    tooLong: (max: number) =>
      plural(max, { one: 'Use at most # character.', other: 'Use at most # characters.' }),
    unreachable: 'The server cannot be reached. Please try again in a moment.',
    waitSeconds: (seconds: number) =>
      plural(seconds, {
        one: 'Too many attempts. Please try again in # second.',
        other: 'Too many attempts. Please try again in # seconds.',
      }),
    /** What the server says in English, in other languages; in English its own sentence stands. */
    byCode,
    byField,
  },
}

export type Texts = typeof en

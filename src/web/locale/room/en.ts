import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

export const en = {
  room: {
    entering: 'Entering the room…',
    leave: 'Leave room',
    invite: 'Invite people',
    ofBlocked: 'You have blocked the person who wrote this.',
    showBlocked: 'Show it',
    deletedPerson: 'Deleted person',
    leaveFailed: 'Leaving did not reach the server; you are still inside. Please try again.',
    log: 'Messages',
    empty: 'Nothing has been said here yet.',
    emptyHint: 'Write the first message below.',
    beginning: 'This is where the room begins.',
    newSince: 'New since your last visit',
    newMessages: (count: number) =>
      plural(count, { one: '# new message', other: '# new messages' }),
    unreadAbove: (count: number) =>
      plural(count, { one: '# new message above', other: '# new messages above' }),
    toNewest: 'To the newest message',
    nameAndTime: (name: string, time: string) => `${name}, ${time}`,
    said: (name: string, text: string) => `${name}: ${text}`,
    removedOf: (name: string) => `A message from ${name} was deleted.`,
    saved: 'Saved.',
    editedBy: (name: string, text: string) => `${name} edited: ${text}`,
    settings: 'Room settings',
    members: 'Members',
    files: 'Files',
    people: 'People',
    peopleInside: (count: number) => plural(count, { one: '# person', other: '# people' }),
    here: 'Here',
    away: 'Away',
    you: 'you',
    showAll: 'Show all of it',
    showLess: 'Show less',
    edited: 'edited',
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
    attach: 'Attach files',
  },
}

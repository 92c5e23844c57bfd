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
    settings: 'Room settings',
    members: 'Members',
    people: 'People',
    peopleInside: (count: number) => plural(count, { one: '# person', other: '# people' }),
    here: 'Here',
    away: 'Away',
    you: 'you',
    showAll: 'Show all of it',
    showLess: 'Show less',
    edited: 'edited',
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
    attach: 'Attach files',
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
}

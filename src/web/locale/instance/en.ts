import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

export const en = {
  unsent: {
    title: 'Not sent',
    hint: 'These messages could not be sent any more. Copy what you want to keep.',
  },

  notFound: {
    title: 'There is nothing here',
    text: 'The address may be mistyped, or what it led to is gone.',
  },

  invited: (name: string) => `${name} invites you`,
  toRoom: (room: string, place: string) => `Into the room “${room}” on ${place}.`,
  toPlace: (place: string) => `To ${place}.`,
  newHere: 'A name and a password are enough.',
  knownHere: 'If you have an account here, log in with it and you are taken there.',
  accept: 'Accept invitation',
  invalidTitle: 'This invitation is no longer good',
  invalid: 'It was used up, taken back or has expired. Ask for a new one.',
  toRooms: 'To the rooms',

  title: 'Invite people',
  lead: 'Whoever has this link comes in by it.',
  link: 'Invitation link',
  copy: 'Copy link',
  copied: 'Copied',
  notCopied: 'Copying is not allowed here: select the link and copy it.',
  share: 'Share',
  qr: 'The link as a QR code',
  goodFor: 'Good for',
  hour: 'An hour',
  day: 'A day',
  week: 'A week',
  month: 'A month',
  uses: 'How many may come by it',
  anyNumber: 'Any number',
  people: (count: number) => plural(count, { one: '# person', other: '# people' }),
  given: 'Links that were given out',
  by: (name: string) => `By ${name}`,
  until: (time: string) => `good until ${time}`,
  over: (time: string) => `ran out ${time}`,
  left: (count: number) => plural(count, { one: '# place left', other: '# places left' }),
  cameBy: (names: string) => `Came by it: ${names}`,
  nobodyYet: 'Nobody came by it yet',
  withdraw: 'Take back',

  ask: 'Who may make an account here?',
  askLead: 'This Parlor is yours: you made its first account. You can change this at any time.',
  open: 'Everybody',
  openHint:
    'Everybody who finds this address can make an account, read every open room and write there.',
  byInvitation: 'By invitation',
  byInvitationHint: 'A link is needed. Everybody with an account can give one.',
  closed: 'Nobody',
  closedHint: 'No new accounts are made, with a link or without.',
  save: 'Save',

  reportTitle: 'Report this message',
  reportLead: 'Those who look after this place are shown it, with what stands around it.',
  reason: 'What is wrong with it?',
  report: 'Report',
  reported: 'Thank you. They will look at it.',

  data: 'Your data',
  exportData: 'Save all that is kept of you',
  exportText: 'Save it without the files',
  exportHint:
    'An archive (ZIP): your account, your rooms and all that you wrote, in JSON, and the files that you sent.',
  blocked: 'People you have blocked',
  unblock: (name: string) => `Unblock ${name}`,
  administration: 'Look after this Parlor',
  deleteAccount: 'Delete account',
  deleteTitle: 'Delete your account?',
  deleteLead:
    'Your name, your password and your devices are gone at once and for good. Rooms that are yours alone go to whoever has been there longest.',
  wrote: 'What you wrote',
  keep: 'It stays, as a deleted person’s',
  erase: 'It is deleted, too',
  password: 'Your password',
  deleteForGood: 'Delete for good',
}

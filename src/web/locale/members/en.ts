import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

export const en = {
  settings: 'Room settings',
  name: 'Name of the room',
  topic: 'Topic',
  topicHint: 'One line on what the room is about. Empty: none.',
  save: 'Save',
  saved: 'Saved.',
  kind: 'Who sees the room',
  open: 'Everybody here',
  private: 'Only those who belong',
  openMeans: 'Everybody with an account finds the room, reads all of it and can come in.',
  privateMeans:
    'Only those who belong see the room and its name. Others come in by an invitation. Whoever belongs now goes on belonging.',
  turnsOpen: 'All that was ever said in it can then be read by everybody with an account.',
  turnsPrivate: 'For everybody who does not belong, it is gone from this moment.',
  slow: 'Slow mode',
  slowOff: 'Off',
  seconds: (count: number) =>
    plural(count, { one: 'A message every # second', other: 'A message every # seconds' }),
  minutes: (count: number) =>
    plural(count, { one: 'A message every # minute', other: 'A message every # minutes' }),
  handOver: 'Hand over to',
  handOverTo: 'Nobody',
  handOverHint: 'They own the room from then on; you stay as a moderator.',
  archive: 'Archive room',
  archiveHint: 'It can still be read and found, and nobody can write in it.',
  unarchive: 'Open it for writing again',
  delete: 'Delete room…',
  members: 'Members',
  membersOf: (room: string) => `Members of “${room}”`,
  count: (count: number) => plural(count, { one: '# member', other: '# members' }),
  roles: { owner: 'Owner', moderator: 'Moderator', member: 'Member' },
  mutedUntil: (time: string) => `May not write until ${time}`,
  write: (name: string) => `Write to ${name}`,
  makeModerator: 'Make moderator',
  makeMember: 'Make ordinary member',
  mute: 'Mute for an hour',
  unmute: 'Let write again',
  remove: 'Remove from room',
  ban: 'Ban from room',
  banReason: 'Reason (those who moderate can read it)',
  banned: 'Banned',
  lift: (name: string) => `Lift the ban of ${name}`,
  leaveTitle: (room: string) => `Leave “${room}” for good?`,
  leaveOpen: 'It is gone from your rooms. You can come back whenever you like.',
  leavePrivate: 'You will not see it any more, and come back only if you are invited.',
  leave: 'Leave for good',
  deleteTitle: (name: string) => `Delete “${name}”?`,
  deleteText: (messages: number) =>
    messages === 0
      ? 'There are no messages in it. Everyone inside is told.'
      : plural(messages, {
          one: '# message goes with it, for good. Everyone inside is told.',
          other: '# messages go with it, for good. Everyone inside is told.',
        }),
  deleteConfirm: 'Delete room',
  archived: 'This room is archived: it can be read, and nobody writes in it.',
  unarchiveHint: 'You can open it again in its settings.',
  reports: 'Reports',
  reportsOf: (room: string) => `Reports in “${room}”`,
  addTo: 'Add to a private room',
  add: 'Add',
  door: {
    someRoom: 'A room',
    fromElsewhere: 'A link from outside of Parlor led here.',
    entersFrom: (room: string) => `You are in “${room}”, and would leave it.`,
    enter: 'Enter room',
  },
  moved: {
    to: (room: string) => `Another window of yours took you to “${room}”.`,
    out: 'Another window of yours left this room.',
    hint: 'You can be in one room at a time. What you were writing here is kept.',
    comeBack: 'Come back here',
  },
  missing: {
    title: 'There is no such room',
    text: 'It may have been deleted, or the link is incomplete.',
  },
}

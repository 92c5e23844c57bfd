import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

export const en = {
  rooms: {
    title: 'Rooms',
    mine: 'Your rooms',
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
    options: 'Options for',
    inside: 'you are inside',
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
    removed: (name: string) => `You were removed from “${name}”.`,
    banned: (name: string) => `You were banned from “${name}”.`,
    private: 'Private room',
    leaveForGood: 'Leave for good',
    unsent: 'Not sent',
    unsentHint: 'These messages could not be sent any more. Copy what you want to keep.',
  },
}

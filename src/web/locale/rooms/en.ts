import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

export const en = {
  rooms: {
    title: 'Rooms',
    mine: 'Your rooms',
    none: 'No rooms yet',
    noneHint: 'Create the first one: others see it here within a second.',
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
    people: (count: number) => plural(count, { one: '# person inside', other: '# people inside' }),
    unread: (count: number) => plural(count, { other: '# unread' }),
    quiet: 'Nothing said yet',
    private: 'Private room',
    deleted: (name: string, by?: string) =>
      `The room “${name}” was deleted${by === undefined ? '' : ` by ${by}`}.`,
    deletedByYou: (name: string) => `The room “${name}” was deleted by you.`,
    removed: (name: string) => `You were removed from “${name}”.`,
    banned: (name: string) => `You were banned from “${name}”.`,
  },
}

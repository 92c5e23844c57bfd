import type { RoomSummary } from '../change.ts'
import type { Role } from '../members.ts'
import { roomsOf } from './belonging.ts'
import type { Directory, DirectoryKeeper } from './directory.ts'
import type { LivePerson } from './live-person.ts'
import type { ListedRoom } from './room-log.ts'

/** More places than these where one is mentioned and has not read are as many as these. */
const mostMentions = 999

/** What a poll is told of the person's other rooms, kept until one of the first six is another. */
export interface Elsewhere {
  directory: Directory
  roles: ReadonlyMap<string, Role>
  mentions: ReadonlyMap<string, readonly number[]>
  /** The person's. */
  readVersion: number
  roomId: string
  stirred: number
  /** The other rooms, and what those deleted before the directory was loaded amount to. */
  rooms: ListedRoom[]
  ended: number
  /** Whether the directory knows them all: what it has not heard of yet is looked for again. */
  isWhole: boolean
  number: string
}

/**
 * A number that rises when a message comes, or the room ends, in another of the rooms that the person
 * belongs to, when an edit there mentions them, when they come to belong to one, or do no longer, and when
 * another of their windows reads on there. It is another one when such a mention is gone. It is made of what the database says, so that all processes name the same, also after a
 * restart. Whoever polls again while nothing stirred anywhere pays for six comparisons; otherwise for
 * an addition for each of their rooms. Nobody else pays anything.
 */
export function createElsewhere(keeper: DirectoryKeeper) {
  return (person: LivePerson, roomId: string): string | undefined => {
    const directory = keeper.follow()
    if (!directory) return undefined
    const { elsewhere: before } = person
    const stirred = directory.stirred()
    const hasSameRooms =
      before?.directory === directory &&
      before.roles === person.belonging.roles &&
      before.roomId === roomId
    const { readVersion } = person
    const { mentions } = person.belonging
    if (
      hasSameRooms &&
      before.stirred === stirred &&
      before.readVersion === readVersion &&
      before.mentions === mentions
    ) {
      return before.number
    }
    const now = hasSameRooms && before.isWhole ? before : roomsBut(person, roomId, directory)
    now.stirred = stirred
    now.readVersion = readVersion
    now.mentions = mentions
    const readHere = person.belonging.readUpTo.get(roomId) ?? 0
    // Mentions go when they are read, or with their room: what rises then weighs more than all of them.
    const risen = sumOf(now) + readVersion - readHere
    now.number = String(risen * (mostMentions + 1) + mentionsIn(now))
    person.elsewhere = now
    return now.number
  }
}

function roomsBut(person: LivePerson, roomId: string, directory: Directory): Elsewhere {
  const rooms: ListedRoom[] = []
  let ended = 0
  let isWhole = true
  for (const id of roomsOf(person)) {
    if (id === roomId) continue
    const listed = directory.find(id)
    const weight = person.ended.get(id)
    if (listed) rooms.push(listed)
    else if (weight !== undefined) ended += weight
    else isWhole = false
  }
  const { roles, mentions } = person.belonging
  const unknown = { stirred: -1, readVersion: -1, number: '' }
  return { directory, roles, mentions, roomId, rooms, ended, isWhole, ...unknown }
}

function mentionsIn({ rooms, mentions }: Elsewhere): number {
  let sum = 0
  for (const { room, isGone } of rooms) if (!isGone) sum += mentions.get(room.id)?.length ?? 0
  return Math.min(sum, mostMentions)
}

function sumOf({ rooms, ended }: Elsewhere): number {
  let sum = ended
  for (const { room, isGone } of rooms) sum += weightOf(room, isGone)
  return sum
}

/**
 * So is the end of a room. What goes with a room that they belong to no more, its end has added to `rev`.
 * Of a direct room they also hear who is here, which its revisions count, and whatever else happens there.
 */
export function weightOf(
  { kind, lastSeq, rev }: Pick<RoomSummary, 'kind' | 'lastSeq' | 'rev'>,
  isGone: boolean,
): number {
  return (kind === 'direct' ? rev : lastSeq) + (isGone ? 2 : 1)
}

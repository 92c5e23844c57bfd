import type { Kysely } from 'kysely'
import type { Tables } from '../../src/server/database/entities/tables.ts'
import { allMemberships, allPeople, type allRooms, allSanctions, type Beside } from './stored.ts'

type RoomRow = Awaited<ReturnType<typeof allRooms>>[number]

/** How much of a room somebody has not read. */
export interface Counts {
  unread: number
  mentions: number
}

export type Standing = ReturnType<typeof createStanding>

/** Who sees which rooms, as what, and what is new to them there: counted from the rows, each time. */
export function createStanding() {
  let rooms = new Map<string, RoomRow>()
  let people = new Map<string, { id: string; belongingRev: number }>()
  /** By room and person. */
  let roles = new Map<string, { role: string; readUpTo: number }>()
  let banned = new Set<string>()
  let mentions: Beside['mentions'] = []
  /** Rooms that were archived, and places of people who were muted or put out, at any time of the story. */
  const onceArchived = new Set<string>()
  const onceMuted = new Set<string>()
  const onceHidden = new Set<string>()

  const idOf = (username: string): string => people.get(username)?.id ?? ''
  const membership = (username: string, roomId: string) => roles.get(`${roomId} ${idOf(username)}`)

  const sees = (username: string, roomId: string): boolean => {
    const room = rooms.get(roomId)
    return room?.kind === 'open' || (room && membership(username, roomId)) !== undefined
  }

  return {
    async read(db: Kysely<Tables>, found: RoomRow[], beside: Beside): Promise<void> {
      rooms = new Map(found.map((room) => [room.id, room]))
      mentions = beside.mentions
      const rows = await allPeople(db)
      people = new Map(
        rows.map(({ id, username, belonging_rev }) => [
          username,
          { id, belongingRev: belonging_rev },
        ]),
      )
      roles = new Map(
        (await allMemberships(db)).map(({ room_id, person_id, role, read_up_to }) => [
          `${room_id} ${person_id}`,
          { role, readUpTo: read_up_to ?? 0 },
        ]),
      )
      const sanctions = await allSanctions(db)
      const placesOf = (kind: string) =>
        sanctions.flatMap((row) => (row.kind === kind ? [`${row.room_id} ${row.person_id}`] : []))
      banned = new Set(placesOf('ban'))
      for (const place of placesOf('mute')) onceMuted.add(place)
      for (const { id, archived_at } of found) {
        if (archived_at !== null) onceArchived.add(id)
        for (const username of people.keys()) {
          if (!sees(username, id)) onceHidden.add(`${id} ${idOf(username)}`)
        }
      }
    },

    people: (): string[] => [...people.keys()],
    idOf,
    nameOf: (id: string) => [...people].find(([, person]) => person.id === id)?.[0],
    sees,
    kindOf: (roomId: string) => rooms.get(roomId)?.kind,
    roleOf: (username: string, roomId: string) => membership(username, roomId)?.role,
    isBanned: (username: string, roomId: string) => banned.has(`${roomId} ${idOf(username)}`),

    /** P16: what is new to somebody in a room; undefined if they do not belong to it. */
    countsOf(username: string, roomId: string): Counts | undefined {
      const room = rooms.get(roomId)
      const mine = membership(username, roomId)
      if (!room || !mine) return undefined
      const calls = mentions.filter(
        ({ room_id, seq, person_id }) =>
          room_id === roomId &&
          seq > mine.readUpTo &&
          (person_id === null || person_id === idOf(username)),
      )
      return {
        unread: Math.max(0, room.last_seq - mine.readUpTo),
        mentions: new Set(calls.map(({ seq }) => seq)).size,
      }
    },

    /** A number that is another one when somebody's rooms, or what they have read, are others. */
    readVersion(username: string): number {
      const ending = ` ${idOf(username)}`
      const mine = [...roles].filter(([place]) => place.endsWith(ending))
      const rev = people.get(username)?.belongingRev ?? 0
      return mine.reduce((sum, [, { readUpTo }]) => sum + readUpTo, rev + mine.length)
    },

    /** Whether somebody may have been told this of a room, at some time of the story. */
    isEarned(code: string, username: string, roomId: string): boolean {
      const place = `${roomId} ${idOf(username)}`
      switch (code) {
        case 'room_archived':
          return onceArchived.has(roomId)
        case 'muted':
          return onceMuted.has(place)
        case 'room_not_found':
        case 'room_deleted':
          return onceHidden.has(place)
        default:
          return false
      }
    },
  }
}

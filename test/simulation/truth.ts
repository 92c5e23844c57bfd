import type { Kysely } from 'kysely'
import type { Message } from '../../src/protocol/messages.ts'
import type { Tables } from '../../src/server/database/entities/tables.ts'
import { breach } from './breach.ts'
import { createStanding } from './standing.ts'
import {
  allPins,
  allPresences,
  allRooms,
  type Beside,
  besideMessages,
  isSame,
  isStateOf,
  type Kept,
  keptOf,
  messagesAfter,
  textOf,
  twinEpochs,
} from './stored.ts'

/** The logs of all rooms, as one history of the database has them: they only ever grow. */
export interface History {
  logs: Map<string, Kept[]>
  byBody: Map<string, Kept>
}

type RoomRow = Awaited<ReturnType<typeof allRooms>>[number]
type PinRow = Awaited<ReturnType<typeof allPins>>[number]

export type Truth = ReturnType<typeof createTruth>

/**
 * What the database says, read after each commit, and held to what it said before:
 * rows are added at the end of a room's log and nowhere else (P3, P4), and none goes away (P2).
 */
export function createTruth(database: () => Kysely<Tables>) {
  /** Histories that a restored backup ended; windows may show them until they hear of the new one. */
  const earlier: History[] = []
  let now: History = aHistory()
  /** The newest revision that any cursor named, by room. */
  let given = new Map<string, number>()
  /** The revision of each person's last coming or going, by room and person. */
  let comings = new Map<string, number>()
  let rooms: RoomRow[] = []
  /** The room in which the database has each person, by name. */
  let inside = new Map<string, string>()
  let pins: PinRow[] = []
  const standing = createStanding()

  const readMessages = async (whole: boolean, beside: Beside): Promise<void> => {
    const kept = (row: Parameters<typeof keptOf>[0]) => keptOf(row, beside)
    // What a deleted room leaves behind is removed bit by bit.
    const again = rooms.filter(({ deleted_at }) => whole && deleted_at === null)
    const places = rooms.map(({ id }) => ({
      roomId: id,
      seq: again.some((room) => room.id === id) ? 0 : logOf(id).length,
    }))
    const found = Map.groupBy(await messagesAfter(database(), places), (row) => row.room_id)
    for (const [id, rows] of found) for (const row of rows) revise(id, kept(row))
    for (const { id } of again) expectUnchanged(logOf(id), found.get(id)?.map(kept) ?? [])
    for (const { id } of rooms) {
      const log = logOf(id)
      const known = log.length
      takeIn(id, log, (found.get(id) ?? []).filter(({ seq }) => seq > known).map(kept))
    }
  }

  const logOf = (roomId: string): Kept[] => {
    const log = now.logs.get(roomId) ?? []
    now.logs.set(roomId, log)
    return log
  }

  /** P4, P11: an edit or a deletion takes a new revision, and nothing else of the message changes. */
  const revise = (roomId: string, row: Kept): void => {
    const kept = logOf(roomId)[row.seq - 1]
    if (!kept || kept.version === row.version) return
    const until = given.get(roomId) ?? 0
    if (row.version <= Math.max(until, kept.version)) {
      throw breach('P4', `${row.id} was changed at ${row.version}, below a cursor at ${until}`)
    }
    const { body, version, editedAt, deletedAt, reactions, mentions, files } = row
    const { seq, rev, key, author } = row
    if (kept.seq !== seq || kept.rev !== rev || kept.key !== key || kept.author.id !== author.id) {
      throw breach('P11', `${row.id} was changed in what never changes`)
    }
    Object.assign(kept, { body, version, editedAt, deletedAt, reactions, mentions, files })
    kept.states.push(row)
  }

  const expectUnchanged = (log: Kept[], rows: Kept[]): void => {
    for (const [at, kept] of log.entries()) {
      if (!isSame(rows[at], kept)) {
        throw breach('P2', `${kept.body} (${kept.seq}) is gone or changed`)
      }
    }
  }

  const takeIn = (roomId: string, log: Kept[], rows: Kept[]): void => {
    for (const row of rows) {
      if (row.seq !== log.length + 1) throw breach('P4', `${row.body} has the place ${row.seq}`)
      const until = given.get(roomId) ?? 0
      if (row.rev <= until) {
        throw breach('P4', `${row.body} was put at revision ${row.rev}, below a cursor at ${until}`)
      }
      const text = textOf(row.body)
      const twin = now.byBody.get(text)
      if (twin)
        throw breach('P3', `${row.body} was written once, and stands at ${twin.seq} and ${row.seq}`)
      log.push(row)
      // Of what was deleted in the commit that posted it, an answer may still say what it was.
      if (text !== '') now.byBody.set(text, row)
    }
  }

  const readEpochs = async (): Promise<void> => {
    const [twin] = await twinEpochs(database())
    if (twin) throw breach('P4', `two epochs begin at revision ${twin.from_rev}`)
  }

  const readPeople = async (): Promise<void> => {
    inside = new Map()
    for (const row of await allPresences(database())) {
      const { room_id, person_id, username, rev } = row
      const until = given.get(room_id) ?? 0
      const known = comings.get(`${room_id} ${person_id}`)
      comings.set(`${room_id} ${person_id}`, rev)
      if (rev !== known && rev <= until) {
        throw breach('P4', `${person_id} moved at revision ${rev}, below a cursor at ${until}`)
      }
      if (row.here_since === null) continue
      if (inside.has(username)) throw breach('P9', `${username} is in two rooms`)
      inside.set(username, room_id)
    }
  }

  return {
    /** Reads what was committed since the last time; `whole`: and looks whether the rest still is. */
    async read(whole: boolean): Promise<void> {
      rooms = await allRooms(database())
      const beside = await besideMessages(database())
      await readMessages(whole, beside)
      await standing.read(database(), rooms, beside)
      pins = await allPins(database())
      await readPeople()
      await readEpochs()
    },

    /** A backup took the place of the database. */
    restored(): void {
      earlier.push(now)
      now = aHistory()
      comings = new Map()
      given = new Map()
    },

    /** The server gave somebody a cursor at this revision. */
    cursorGiven(roomId: string, rev: number): void {
      given.set(roomId, Math.max(rev, given.get(roomId) ?? 0))
    },

    standing,
    /** Ids of what is pinned in a room, the newest pin first. */
    pinsIn: (roomId: string): string[] =>
      pins.flatMap((pin) => (pin.room_id === roomId ? [String(pin.message_id)] : [])),
    /** Of two readings of a room, the later one has the larger number. */
    revOf: (roomId: string) => rooms.find(({ id }) => id === roomId)?.rev,
    /** In which room this was written, and whether it is deleted. */
    placeOf: (text: string) => {
      const kept = now.byBody.get(text)
      return kept && { roomId: kept.roomId, isDeleted: kept.deletedAt !== null }
    },

    log: (roomId: string): readonly Kept[] => now.logs.get(roomId) ?? [],
    /** The room's log in every history, the one that counts first. */
    logs: (roomId: string): Kept[][] =>
      [now, ...earlier].map((history) => history.logs.get(roomId) ?? []),
    /** The message with this text, in the history that counts. */
    find: (body: string): Kept | undefined => now.byBody.get(body),
    /** Whether the message, in the state that it is in here, is or was one of the room's. */
    holds(roomId: string, message: Message): boolean {
      const kept = now.logs.get(roomId)?.[message.seq - 1]
      if (!kept || !isStateOf(message, kept)) return false
      const text = textOf(message.body)
      if (text !== '' && !now.byBody.has(text)) now.byBody.set(text, kept)
      return true
    },
    /** The room's newest revision; undefined when a backup was restored, which makes it ambiguous. */
    head: (roomId: string): number | undefined =>
      earlier.length > 0 ? undefined : rooms.find(({ id }) => id === roomId)?.rev,
    /** What was written in a message that is deleted, by the message's id. */
    deleted: (id: string | undefined): string | undefined =>
      [...now.byBody].find(([, kept]) => kept.id === id && kept.deletedAt !== null)?.[0],
    withId: (id: string): Kept | undefined => now.byBody.values().find((kept) => kept.id === id),
    wasEver: (body: string): boolean => [now, ...earlier].some(({ byBody }) => byBody.has(body)),
    /** All rooms that ever were, with what they are by now. */
    rooms: (): readonly RoomRow[] => rooms,
    livingRooms: () => rooms.filter((room) => room.deleted_at === null),
    isDeleted: (roomId: string) =>
      rooms.some((room) => room.id === roomId && room.deleted_at !== null),

    /** The room in which the database has the person. */
    whereabouts: (username: string): string | null => inside.get(username) ?? null,
    peopleIn: (roomId: string): string[] =>
      [...inside].filter(([, where]) => where === roomId).map(([username]) => username),
  }
}

function aHistory(): History {
  return { logs: new Map(), byBody: new Map() }
}

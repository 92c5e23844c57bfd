import type Sqlite from 'better-sqlite3'
import type { Message } from '../../src/protocol/messages.ts'
import { breach } from './breach.ts'

/** A message as it stands in the database. */
export interface Kept extends Message {
  rev: number
}

/** The logs of all rooms, as one history of the database has them: they only ever grow. */
export interface History {
  logs: Map<string, Kept[]>
  byBody: Map<string, Kept>
}

interface MessageRow {
  id: number
  room_id: string
  seq: number
  rev: number
  author_id: string
  username: string
  body: string
  posted_at: number
  key: string
}

interface MembershipRow {
  room_id: string
  person_id: string
  rev: number
  here_since: number | null
}

interface RoomRow {
  id: string
  name: string
  rev: number
  deleted_at: number | null
}

export type Truth = ReturnType<typeof createTruth>

/**
 * What the database says, read from the file after each commit, and held to what it said before:
 * rows are added at the end of a room's log and nowhere else (P3, P4), and none goes away (P2).
 */
export function createTruth(file: () => Sqlite.Database) {
  /** Histories that a restored backup ended; windows may show them until they hear of the new one. */
  const earlier: History[] = []
  let now: History = aHistory()
  /** The newest revision that any cursor named, by room. */
  let given = new Map<string, number>()
  /** The revision of each person's last coming or going, by room and person. */
  let comings = new Map<string, number>()
  let rooms: RoomRow[] = []

  const readMessages = (whole: boolean): void => {
    for (const { id, deleted_at } of rooms) {
      const log = now.logs.get(id) ?? []
      now.logs.set(id, log)
      // What a deleted room leaves behind is removed bit by bit.
      if (whole && deleted_at === null) expectUnchanged(log, messagesAfter(file(), id, 0))
      takeIn(id, log, messagesAfter(file(), id, log.length))
    }
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
      const twin = now.byBody.get(row.body)
      if (twin)
        throw breach('P3', `${row.body} was written once, and stands at ${twin.seq} and ${row.seq}`)
      log.push(row)
      now.byBody.set(row.body, row)
    }
  }

  const readEpochs = (): void => {
    const twins = file()
      .prepare<[], { room_id: string; from_rev: number }>(
        'select room_id, from_rev from epoch group by room_id, from_rev having count(*) > 1',
      )
      .all()
    for (const { from_rev } of twins) throw breach('P4', `two epochs begin at revision ${from_rev}`)
  }

  const readPeople = (): void => {
    const inside = new Set<string>()
    for (const row of file().prepare<[], MembershipRow>('select * from membership').all()) {
      const { room_id, person_id, rev } = row
      const until = given.get(room_id) ?? 0
      const known = comings.get(`${room_id} ${person_id}`)
      comings.set(`${room_id} ${person_id}`, rev)
      if (rev !== known && rev <= until) {
        throw breach('P4', `${person_id} moved at revision ${rev}, below a cursor at ${until}`)
      }
      if (row.here_since === null) continue
      if (inside.has(person_id)) throw breach('P9', `${person_id} is in two rooms`)
      inside.add(person_id)
    }
  }

  return {
    /** Reads what was committed since the last time; `whole`: and looks whether the rest still is. */
    read(whole: boolean): void {
      rooms = file().prepare<[], RoomRow>('select id, name, rev, deleted_at from room').all()
      readMessages(whole)
      readPeople()
      readEpochs()
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

    log: (roomId: string): readonly Kept[] => now.logs.get(roomId) ?? [],
    /** The room's log in every history, the one that counts first. */
    logs: (roomId: string): Kept[][] =>
      [now, ...earlier].map((history) => history.logs.get(roomId) ?? []),
    /** The message with this text, in the history that counts. */
    find: (body: string): Kept | undefined => now.byBody.get(body),
    wasEver: (body: string): boolean => [now, ...earlier].some(({ byBody }) => byBody.has(body)),
    livingRooms: () => rooms.filter((room) => room.deleted_at === null),
    isDeleted: (roomId: string) =>
      rooms.some((room) => room.id === roomId && room.deleted_at !== null),

    /** The room in which the database has the person. */
    whereabouts: (username: string): string | null =>
      file()
        .prepare<[string], { room_id: string }>(
          'select room_id from membership m join person p on p.id = m.person_id where p.username = ? and here_since is not null',
        )
        .get(username)?.room_id ?? null,
    peopleIn: (roomId: string): string[] =>
      file()
        .prepare<[string], { username: string }>(
          'select p.username from membership m join person p on p.id = m.person_id where m.room_id = ? and here_since is not null order by p.username',
        )
        .all(roomId)
        .map((row) => row.username),
  }
}

/** Whether two messages are one and the same. */
export function isSame(a: Message | undefined, b: Message): boolean {
  return (
    a !== undefined &&
    a.id === b.id &&
    a.seq === b.seq &&
    a.author.id === b.author.id &&
    a.body === b.body &&
    a.key === b.key
  )
}

function messagesAfter(file: Sqlite.Database, roomId: string, seq: number): Kept[] {
  return file
    .prepare<[string, number], MessageRow>(
      'select m.*, p.username from message m join person p on p.id = m.author_id where m.room_id = ? and m.seq > ? order by m.seq',
    )
    .all(roomId, seq)
    .map(keptOf)
}

function aHistory(): History {
  return { logs: new Map(), byBody: new Map() }
}

function keptOf(row: MessageRow): Kept {
  return {
    id: String(row.id),
    seq: row.seq,
    rev: row.rev,
    author: { id: row.author_id, username: row.username },
    body: row.body,
    postedAt: new Date(row.posted_at).toISOString(),
    key: row.key,
  }
}

import type { Kysely } from 'kysely'
import type { Message } from '../../src/protocol/messages.ts'
import type { Tables } from '../../src/server/database/entities/tables.ts'
import { breach } from './breach.ts'

/** A message as it stands in the database. */
export interface Kept extends Message {
  rev: number
  /** All states that it has had, this one included. */
  states: Message[]
}

/** The logs of all rooms, as one history of the database has them: they only ever grow. */
export interface History {
  logs: Map<string, Kept[]>
  byBody: Map<string, Kept>
}

type RoomRow = Awaited<ReturnType<typeof allRooms>>[number]
type MessageRow = Awaited<ReturnType<typeof messagesAfter>>[number]

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

  const readMessages = async (whole: boolean): Promise<void> => {
    // What a deleted room leaves behind is removed bit by bit.
    const again = rooms.filter(({ deleted_at }) => whole && deleted_at === null)
    const places = rooms.map(({ id }) => ({
      roomId: id,
      seq: again.some((room) => room.id === id) ? 0 : logOf(id).length,
    }))
    const found = Map.groupBy(await messagesAfter(database(), places), (row) => row.room_id)
    for (const [id, rows] of found) for (const row of rows) revise(id, keptOf(row))
    for (const { id } of again) expectUnchanged(logOf(id), found.get(id)?.map(keptOf) ?? [])
    for (const { id } of rooms) {
      const log = logOf(id)
      const known = log.length
      takeIn(id, log, (found.get(id) ?? []).filter(({ seq }) => seq > known).map(keptOf))
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
    const { body, version, editedAt, deletedAt } = row
    if (!isSame({ ...row, body: kept.body, version: kept.version }, kept) || row.rev !== kept.rev) {
      throw breach('P11', `${row.id} was changed in more than its text`)
    }
    Object.assign(kept, { body, version, editedAt, deletedAt })
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
      const twin = now.byBody.get(textOf(row.body))
      if (twin)
        throw breach('P3', `${row.body} was written once, and stands at ${twin.seq} and ${row.seq}`)
      log.push(row)
      now.byBody.set(textOf(row.body), row)
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
      await readMessages(whole)
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

    log: (roomId: string): readonly Kept[] => now.logs.get(roomId) ?? [],
    /** The room's log in every history, the one that counts first. */
    logs: (roomId: string): Kept[][] =>
      [now, ...earlier].map((history) => history.logs.get(roomId) ?? []),
    /** The message with this text, in the history that counts. */
    find: (body: string): Kept | undefined => now.byBody.get(body),
    /** Whether the message, in the state that it is in here, is or was one of the room's. */
    holds: (roomId: string, message: Message): boolean =>
      isStateOf(message, now.logs.get(roomId)?.[message.seq - 1]),
    /** The room's newest revision; undefined when a backup was restored, which makes it ambiguous. */
    head: (roomId: string): number | undefined =>
      earlier.length > 0 ? undefined : rooms.find(({ id }) => id === roomId)?.rev,
    /** What was written in a message that is deleted, by the message's id. */
    deleted: (id: string | undefined): string | undefined =>
      [...now.byBody].find(([, kept]) => kept.id === id && kept.deletedAt !== null)?.[0],
    withId: (id: string): Kept | undefined => now.byBody.values().find((kept) => kept.id === id),
    wasEver: (body: string): boolean => [now, ...earlier].some(({ byBody }) => byBody.has(body)),
    livingRooms: () => rooms.filter((room) => room.deleted_at === null),
    isDeleted: (roomId: string) =>
      rooms.some((room) => room.id === roomId && room.deleted_at !== null),

    /** The room in which the database has the person. */
    whereabouts: (username: string): string | null => inside.get(username) ?? null,
    peopleIn: (roomId: string): string[] =>
      [...inside].filter(([, where]) => where === roomId).map(([username]) => username),
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
    a.version === b.version &&
    a.key === b.key
  )
}

/** Whether this is the message as it is, or as it was at some time. */
export function isStateOf(message: Message, kept: Kept | undefined): boolean {
  return kept?.states.some((state) => isSame(message, state)) ?? false
}

/** What somebody wrote; an edit repeats it. */
export function textOf(body: string): string {
  return body.match(/«[^»]*»/)?.[0] ?? body
}

const allRooms = (db: Kysely<Tables>) =>
  db
    .selectFrom('room')
    .select(['id', 'name', 'rev', 'deleted_at'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()

const messagesAfter = (db: Kysely<Tables>, places: { roomId: string; seq: number }[]) =>
  db
    .selectFrom('message')
    .innerJoin('person', 'person.id', 'message.author_id')
    .selectAll('message')
    .select('person.username')
    .where((eb) =>
      eb.or(
        places.map(({ roomId, seq }) =>
          eb.and([
            eb('room_id', '=', roomId),
            eb.or([eb('seq', '>', seq), eb('changed_rev', 'is not', null)]),
          ]),
        ),
      ),
    )
    .orderBy('seq')
    .execute()

const allPresences = (db: Kysely<Tables>) =>
  db
    .selectFrom('presence')
    .innerJoin('person', 'person.id', 'presence.person_id')
    .select(['room_id', 'person_id', 'username', 'rev', 'here_since'])
    .execute()

const twinEpochs = (db: Kysely<Tables>) =>
  db
    .selectFrom('epoch')
    .select(['room_id', 'from_rev'])
    .groupBy(['room_id', 'from_rev'])
    .having((eb) => eb.fn.countAll(), '>', 1)
    .execute()

function aHistory(): History {
  return { logs: new Map(), byBody: new Map() }
}

function keptOf(row: MessageRow): Kept {
  const message = {
    id: String(row.id),
    seq: row.seq,
    rev: row.rev,
    author: { id: row.author_id, username: row.username },
    body: row.body,
    postedAt: new Date(row.posted_at).toISOString(),
    key: row.key,
    editedAt: row.edited_at === null ? null : new Date(row.edited_at).toISOString(),
    deletedAt: row.deleted_at === null ? null : new Date(row.deleted_at).toISOString(),
    version: row.changed_rev ?? row.rev,
    reactions: [],
    replyTo: null,
    mentions: [],
    files: [],
  }
  return { ...message, states: [message] }
}

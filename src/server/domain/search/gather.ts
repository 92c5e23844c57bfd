import type { Kysely } from 'kysely'
import type { FileInfo } from '../../../protocol/files.ts'
import type { Tables } from '../../database/entities/tables.ts'
import type { OneOf } from '../../database/one-of.ts'
import type { SearchEntry } from '../../database/search-index.ts'
import { bodyRevOf, type MessageRow, messageRows } from '../history.ts'
import { filesOf } from '../stored-files.ts'
import { folded } from './folded.ts'
import { addHashesOf, hashOf } from './grams.ts'
import { traitsOf, wordsOfFiles } from './traits.ts'

/** What is to be written to the index of a room's log, if it stands as it was when that was read. */
export interface Step {
  roomId: string
  /** How far the log had been read, and as what; null: it had never been. */
  was: { rev: number; hidden: number } | null
  now: { rev: number; hidden: number; complete: number }
  entries: SearchEntry[]
  /** Ids of messages of which something else may be in the index. */
  changed: number[]
}

/**
 * Rooms and messages that are read at a time: whoever searches meanwhile waits for it. Of rooms that were
 * read to their end before, and of those that were not.
 */
const most = { current: { rooms: 100, messages: 400 }, old: { rooms: 20, messages: 600 } }

/**
 * Reads on in the logs of rooms that the index is behind of. What was just said comes first, in the order of
 * its rooms' waiting, and leaves a part to what was said before there was an index, shortest first.
 * @param roomIds undefined: all there are.
 */
export async function gather(
  db: Kysely<Tables>,
  oneOf: OneOf,
  roomIds: readonly string[] | undefined,
): Promise<Step[]> {
  const steps: Step[] = []
  let messages = 0
  for (const kind of ['current', 'old'] as const) {
    for (const room of await roomsBehind(db, oneOf, kind, roomIds)) {
      const left = most[kind].messages - messages
      if (left <= 0) break
      const step = await read(db, room, left)
      steps.push(step)
      messages += step.entries.length + step.changed.length
    }
  }
  // In the order of their ids, so that no two processes wait for each other in a circle.
  return steps.sort((a, b) => (a.roomId < b.roomId ? -1 : 1))
}

interface RoomBehind {
  id: string
  head: number
  hidden: number
  was: Step['was']
}

async function roomsBehind(
  db: Kysely<Tables>,
  oneOf: OneOf,
  kind: keyof typeof most,
  roomIds: readonly string[] | undefined,
): Promise<RoomBehind[]> {
  const rows = await db
    .selectFrom('room')
    .leftJoin('search_room', 'search_room.room_id', 'room.id')
    .select(['room.id', 'room.rev as head', 'room.kind', 'search_room.rev', 'search_room.hidden'])
    .where('room.deleted_at', 'is', null)
    .where('room.last_seq', '>', 0)
    .where((eb) =>
      eb.or([
        eb('search_room.rev', 'is', null),
        eb('search_room.rev', '<', eb.ref('room.rev')),
        eb.and([eb('room.kind', '=', 'open'), eb('search_room.hidden', '=', 1)]),
        eb.and([eb('room.kind', '!=', 'open'), eb('search_room.hidden', '=', 0)]),
      ]),
    )
    .$if(roomIds !== undefined, (query) => query.where(oneOf('room.id', roomIds ?? [])))
    .where((eb) =>
      eb(eb.fn.coalesce('search_room.complete', eb.lit(0)), '=', kind === 'current' ? 1 : 0),
    )
    .$if(kind === 'current', (query) => query.orderBy('room.last_posted_at'))
    .$if(kind === 'old', (query) =>
      query.orderBy((eb) => eb('room.rev', '-', eb.fn.coalesce('search_room.rev', eb.lit(0)))),
    )
    .limit(most[kind].rooms)
    .execute()
  return rows.map(({ id, head, kind, rev, hidden }) => ({
    id,
    head,
    hidden: kind === 'open' ? 0 : 1,
    was: rev === null || hidden === null ? null : { rev, hidden },
  }))
}

async function read(db: Kysely<Tables>, room: RoomBehind, limit: number): Promise<Step> {
  // A room that everybody sees from now on, or no longer, is read from its beginning.
  const after = room.was?.hidden === room.hidden ? room.was.rev : 0
  const ofRoom = messageRows(db).where('message.room_id', '=', room.id)
  const posted = await ofRoom
    .where('message.rev', '>', after)
    .orderBy('message.rev')
    .limit(limit)
    .execute()
  const changed = await ofRoom
    .where('message.changed_rev', '>', after)
    .orderBy('message.changed_rev')
    .limit(limit)
    .execute()
  const full = [
    posted.length === limit ? (posted.at(-1)?.rev ?? room.head) : room.head,
    changed.length === limit ? (changed.at(-1)?.changed_rev ?? room.head) : room.head,
  ]
  const rev = Math.min(...full)
  const rows = new Map<number, MessageRow>()
  for (const row of posted) if (row.rev <= rev) rows.set(row.id, row)
  for (const row of changed) {
    // A reaction leaves the text as it is.
    if ((row.changed_rev ?? 0) <= rev && bodyRevOf(row) > after) rows.set(row.id, row)
  }
  const all = [...rows.values()]
  const before = room.was === null ? 0 : after === 0 ? Number.POSITIVE_INFINITY : after
  return {
    roomId: room.id,
    was: room.was,
    now: { rev, hidden: room.hidden, complete: rev === room.head ? 1 : 0 },
    entries: await entriesOf(db, all, room.hidden === 1 ? room.id : ''),
    changed: all.filter((row) => row.rev <= before).map(({ id }) => id),
  }
}

/** What is to be in the index of these messages, if they say something. @param salt see `hashOf` */
export async function entriesOf(
  db: Kysely<Tables>,
  rows: readonly MessageRow[],
  salt: string,
): Promise<SearchEntry[]> {
  const living = rows.filter((row) => row.deleted_at === null)
  const files = await filesOf(db, living)
  return living.map((row) => [row.id, hashesOf(row, files.get(row.id) ?? [], salt), salt])
}

function hashesOf(row: MessageRow, files: readonly FileInfo[], salt: string): number[] {
  const hashes = new Set<number>()
  for (const text of [row.body, ...wordsOfFiles(files)]) addHashesOf(folded(text), salt, hashes)
  for (const trait of traitsOf(row, files.length > 0)) hashes.add(hashOf(trait, salt))
  return [...hashes]
}

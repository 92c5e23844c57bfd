import type { Kysely } from 'kysely'
import type { Message } from '../../../protocol/messages.ts'
import type { Neighbour } from '../../../protocol/search.ts'
import type { Tables } from '../../database/entities/tables.ts'
import type { Reading } from '../../database/reading.ts'
import { searchIndex } from '../../database/search-index.ts'
import { type MessageRow, messageRows, messagesOf } from '../history.ts'
import { filesOf } from '../stored-files.ts'
import { readableBy } from '../visibility.ts'
import { isWholeFor } from './completeness.ts'
import { marksIn } from './matching.ts'
import { neighboursOf } from './neighbours.ts'
import { type Lookup, setsFor } from './sets.ts'
import { idAt } from './times.ts'
import { hasLink, wordsOfFiles } from './traits.ts'
import type { Wording } from './wording.ts'

/** What somebody asks. */
export interface Asked {
  personId: string
  wording: Wording
  /** Only in this room, by this person; their ids. */
  room?: string
  from?: string
  limit: number
  /** Only messages with a lower id. */
  below: number
  /** Ms since 1970. */
  now: number
  /** True: it is known that nothing is left to be read. */
  isIndexed: boolean
}

export interface Hit {
  roomId: string
  message: Message
  marks: [number, number][]
  around: { before: Neighbour; after: Neighbour }
}

export interface Found {
  hits: Hit[]
  /** Below which id to go on; null: there is no more. */
  next: number | null
  indexedAll: boolean
}

/** So many messages are looked at for one answer; what is left comes with the next page. */
const lookedAt = 2000
/** So many are read at once of those that are looked up by nothing in particular. */
const inOneGo = 500
/** Clocks jump: a time may be off by this much from where its message stands; ms. */
const slack = 24 * 60 * 60_000

/** Looks through what the person may read at this moment, the newest first. */
export function find(reading: Reading, asked: Asked): Promise<Found> {
  return reading.snapshot(async (db) => {
    const indexedAll = asked.isIndexed || (await isWholeFor(db, asked))
    const { rows, next } = await rowsFor(db, reading, asked)
    const messages = await messagesOf(
      db,
      rows.map(({ row }) => row),
    )
    const around = await neighboursOf(
      db,
      rows.map(({ row }) => row),
    )
    const hits = rows.flatMap(({ row, marks }, i) => {
      const message = messages[i]
      const neighbours = around.get(row.id) ?? { before: null, after: null }
      return message ? [{ roomId: row.room_id, message, marks, around: neighbours }] : []
    })
    return { hits, next, indexedAll }
  })
}

interface FoundRow {
  row: MessageRow
  marks: [number, number][]
}

async function rowsFor(
  db: Kysely<Tables>,
  reading: Reading,
  asked: Asked,
): Promise<{ rows: FoundRow[]; next: number | null }> {
  const { wording, limit } = asked
  const lookup = await setsFor(db, reading.oneOf, asked)
  if (!lookup) return { rows: [], next: null }
  const index = searchIndex[reading.dialect]
  const most = lookup.isWide ? inOneGo : index.atOnce
  const floor = wording.after === undefined ? 0 : await idAt(db, wording.after - slack)
  const ceiling = wording.before === undefined ? undefined : await idAt(db, wording.before + slack)
  let below = Math.min(asked.below, ceiling ?? asked.below)
  const rows: FoundRow[] = []
  for (let seen = 0; seen < lookedAt; ) {
    const ids = await index.find(db, lookup.sets, below, most)
    const readable = await readableRows(db, reading, ids, asked)
    const marked = await marksById(db, [...readable.values()], asked.wording, lookup)
    for (const id of ids) {
      if (id < floor) return { rows, next: null }
      const row = readable.get(id)
      const marks = marked.get(id)
      if (row && marks) {
        if (rows.length === limit) return { rows, next: below }
        rows.push({ row, marks })
      }
      below = id
      seen += 1
    }
    if (ids.length < most) return { rows, next: null }
  }
  return { rows, next: below }
}

/** Those of these messages that say something, in rooms that the person may read. */
async function readableRows(
  db: Kysely<Tables>,
  { oneOf }: Reading,
  ids: readonly number[],
  { personId, now }: Asked,
): Promise<Map<number, MessageRow>> {
  if (ids.length === 0) return new Map()
  const rows = await messageRows(db)
    .where(oneOf('message.id', ids))
    .where('message.deleted_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('room')
          .select('room.id')
          .whereRef('room.id', '=', 'message.room_id')
          .where('room.deleted_at', 'is', null)
          .where(readableBy(personId, now)),
      ),
    )
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Where what is asked for stands in each message that has it, or whose files have. */
async function marksById(
  db: Kysely<Tables>,
  rows: readonly MessageRow[],
  wording: Wording,
  lookup: Lookup,
): Promise<Map<number, [number, number][]>> {
  const { texts, hasFile } = wording
  const marked = new Map<number, [number, number][]>()
  const others: MessageRow[] = []
  for (const row of rows.filter((each) => isAskedFor(each, wording, lookup))) {
    const marks = hasFile ? undefined : marksIn(row.body, texts)
    if (marks) marked.set(row.id, marks)
    else others.push(row)
  }
  for (const [id, files] of await filesOf(db, others)) {
    const body = others.find((row) => row.id === id)?.body ?? ''
    const marks = marksIn(body, texts, wordsOfFiles(files))
    if (marks) marked.set(id, marks)
  }
  return marked
}

/** The index may have proposed what stands together with what was asked for, or has other hashes alike. */
function isAskedFor(row: MessageRow, wording: Wording, { rooms, authors }: Lookup): boolean {
  const { before = Number.POSITIVE_INFINITY, after = 0 } = wording
  if (row.posted_at >= before || row.posted_at < after) return false
  if (rooms?.has(row.room_id) === false || authors?.has(row.author_id) === false) return false
  return !wording.hasLink || hasLink(row.body)
}

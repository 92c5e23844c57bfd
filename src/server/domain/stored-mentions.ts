import type { Kysely } from 'kysely'
import type { Message } from '../../protocol/messages.ts'
import type { Tables } from '../database/entities/tables.ts'
import { statementForMany } from '../database/statement.ts'
import { hasBlocked } from './blocks.ts'

/** A place in a text that names somebody, in UTF-16 code units; `personId` null: everyone. */
export interface Mention {
  begins: number
  ends: number
  personId: string | null
}

/** What a message tells of its mentions, which are in order. */
export function mentioning(
  mentions: readonly Mention[],
): Pick<Message, 'mentions' | 'mentionMarks' | 'mentionsEveryone'> {
  if (mentions.length === 0) return { mentions: [] }
  return {
    mentions: [...new Set(mentions.flatMap(({ personId }) => personId ?? []))],
    ...(mentions.some(({ personId }) => personId === null) && { mentionsEveryone: true }),
    mentionMarks: mentions.map(({ begins, ends }) => [begins, ends]),
  }
}

/** Who is mentioned in these messages, in order of their places. */
export async function mentionsOf(
  db: Kysely<Tables>,
  rows: readonly { id: number; body: string }[],
): Promise<Map<number, Mention[]>> {
  const ids = rows.flatMap(({ id, body }) => (body.includes('@') ? [id] : []))
  if (ids.length === 0) return new Map()
  const stored = await db
    .selectFrom('mention')
    .select(['message_id', 'begins', 'ends', 'person_id as personId'])
    .where('message_id', 'in', ids)
    .execute()
  stored.sort((a, b) => a.begins - b.begins)
  return Map.groupBy(stored, (row) => row.message_id)
}

interface Place {
  messageId: number
  roomId: string
  seq: number
}

/** Keeps who is mentioned in messages that have nobody yet. */
export async function keepMentions(
  db: Kysely<Tables>,
  found: readonly { place: Place; mentions: readonly Mention[] }[],
): Promise<void> {
  await insert(
    db,
    found.flatMap(({ place, mentions }) => mentions.map((mention) => ({ ...place, ...mention }))),
  )
}

type Row = {
  messageId: number
  roomId: string
  seq: number
  begins: number
  ends: number
  personId: string | null
}

const insert = statementForMany((db, rows: readonly Row[]) =>
  db.insertInto('mention').values(
    rows.map(({ messageId, roomId, seq, begins, ends, personId }) => {
      const place = { message_id: messageId, room_id: roomId, seq }
      return { ...place, begins, ends, person_id: personId }
    }),
  ),
)

/** Where somebody is mentioned in what they have not read, by people whom they have not blocked. */
export async function unreadMentions(
  db: Kysely<Tables>,
  personId: string,
): Promise<Map<string, number[]>> {
  const places = db
    .selectFrom('membership')
    .leftJoin('read_marker', (join) =>
      join
        .onRef('read_marker.room_id', '=', 'membership.room_id')
        .onRef('read_marker.person_id', '=', 'membership.person_id'),
    )
    .innerJoin('mention', 'mention.room_id', 'membership.room_id')
    .innerJoin('message', 'message.id', 'mention.message_id')
    .select(['mention.room_id', 'mention.seq'])
    .distinct()
    .where('membership.person_id', '=', personId)
    .where((eb) => eb.not(hasBlocked(eb.ref('membership.person_id'), eb.ref('message.author_id'))))
    .whereRef('mention.seq', '>', (eb) => eb.fn.coalesce('read_marker.read_up_to', eb.lit(0)))
  const own = await places.where('mention.person_id', '=', personId).execute()
  const everyone = await places.where('mention.person_id', 'is', null).execute()
  const found = new Map<string, number[]>()
  for (const { room_id, seq } of [...own, ...everyone]) {
    const seqs = found.get(room_id) ?? []
    if (!seqs.includes(seq)) seqs.push(seq)
    found.set(room_id, seqs)
  }
  return found
}

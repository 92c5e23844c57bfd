import type { Kysely } from 'kysely'
import type { Tables } from '../database/entities/tables.ts'
import { statementForMany } from '../database/statement.ts'
import type { Tx } from './change.ts'
import type { Mention } from './stored-mentions.ts'

/** Somebody said something that may be for others. */
export interface Said {
  messageId: number
  roomId: string
  byId: string
  /** Who wrote what it answers. */
  answeredId: string | undefined
  mentions: readonly Mention[]
}

/** Notes for whom these messages are: once for each, and an answer counts for more than a mention. */
export async function noteSaid({ db, now }: Pick<Tx, 'db' | 'now'>, said: readonly Said[]) {
  await insert(
    db,
    said.flatMap(({ messageId, roomId, byId, answeredId, mentions }) => {
      const about = { messageId, byId, emoji: null, at: now }
      const named = new Set(mentions.map(({ personId }) => personId))
      for (const each of [byId, answeredId]) if (each !== undefined) named.delete(each)
      const rows: Row[] = [...named].map((personId) => {
        return { ...about, kind: 'mention', personId, roomId: personId === null ? roomId : null }
      })
      const isAnswer = answeredId !== undefined && answeredId !== byId
      const answer = { ...about, kind: 'reply', personId: answeredId ?? null, roomId: null }
      return isAnswer ? [...rows, answer] : rows
    }),
  )
}

/** A message was edited: it may be for others now. Whoever it is still for keeps their place. */
export async function noteEdited(
  tx: Tx,
  { mentions, ...said }: Omit<Said, 'answeredId'>,
): Promise<void> {
  const before = await tx.db
    .selectFrom('for_you')
    .select(['id', 'kind', 'person_id'])
    .where('message_id', '=', said.messageId)
    .where('kind', '!=', 'reaction')
    .execute()
  const named = new Set(mentions.map(({ personId }) => personId))
  for (const { id, kind, person_id } of before) {
    if (kind === 'reply' || named.has(person_id)) named.delete(person_id)
    else await tx.db.deleteFrom('for_you').where('id', '=', id).execute()
  }
  const fresh = mentions.filter(({ personId }) => named.has(personId))
  await noteSaid(tx, [{ ...said, answeredId: undefined, mentions: fresh }])
}

/** Reactions to somebody's message came and went; their own are nothing to them. */
export async function noteReactions(
  { db, now }: Pick<Tx, 'db' | 'now'>,
  { id: messageId, author_id }: { id: number; author_id: string },
  { added, gone }: Record<'added' | 'gone', readonly { emoji: string; personId: string }[]>,
): Promise<void> {
  for (const { emoji, personId } of gone) {
    await db
      .deleteFrom('for_you')
      .where('message_id', '=', messageId)
      .where('kind', '=', 'reaction')
      .where('by_id', '=', personId)
      .where('emoji', '=', emoji)
      .execute()
  }
  const byOthers = added.filter(({ personId }) => personId !== author_id)
  const about = { messageId, kind: 'reaction', personId: author_id, roomId: null, at: now }
  await insert(
    db,
    byOthers.map(({ emoji, personId: byId }) => ({ ...about, byId, emoji })),
  )
}

type Row = {
  messageId: number
  personId: string | null
  roomId: string | null
  kind: string
  byId: string
  emoji: string | null
  at: number
}

const insert = statementForMany((db: Kysely<Tables>, rows: readonly Row[]) =>
  db.insertInto('for_you').values(
    rows.map(({ messageId, personId, roomId, kind, byId, emoji, at }) => {
      const whom = { person_id: personId, room_id: roomId }
      return { ...whom, message_id: messageId, kind, by_id: byId, emoji, at }
    }),
  ),
)

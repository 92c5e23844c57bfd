import type { Kysely } from 'kysely'
import type { Tables } from '../../database/entities/tables.ts'

/** How far the index is, in revisions of all living rooms. */
export interface Progress {
  done: number
  of: number
}

export async function progress(db: Kysely<Tables>): Promise<Progress> {
  const { done, all } = await db
    .selectFrom('room')
    .leftJoin('search_room', 'search_room.room_id', 'room.id')
    .select((eb) => [
      eb.fn.sum<number | null>('search_room.rev').as('done'),
      eb.fn.sum<number | null>('room.rev').as('all'),
    ])
    .where('room.deleted_at', 'is', null)
    .where('room.last_seq', '>', 0)
    .executeTakeFirstOrThrow()
  return { done: Number(done ?? 0), of: Number(all ?? 0) }
}

/** Whether there is anything that the index has not read: asked once, before anything is started for it. */
export async function isBehind(db: Kysely<Tables>): Promise<boolean> {
  const row = await db
    .selectFrom('room')
    .leftJoin('search_room', 'search_room.room_id', 'room.id')
    .select('room.id')
    .where('room.deleted_at', 'is', null)
    .where('room.last_seq', '>', 0)
    .where((eb) =>
      eb.or([eb('search_room.rev', 'is', null), eb('search_room.rev', '<', eb.ref('room.rev'))]),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

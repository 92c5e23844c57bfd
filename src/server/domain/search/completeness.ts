import type { Kysely } from 'kysely'
import type { Tables } from '../../database/entities/tables.ts'
import { visibleTo } from '../visibility.ts'

/** What was said a moment ago is always about to be read; ms. */
const aMoment = 5000

/** Whether the index has read all that was said in the rooms that somebody sees. */
export async function isWholeFor(
  db: Kysely<Tables>,
  { personId, now }: { personId: string; now: number },
): Promise<boolean> {
  const behind = await db
    .selectFrom('room')
    .leftJoin('search_room', 'search_room.room_id', 'room.id')
    .select('room.id')
    .where('room.deleted_at', 'is', null)
    .where('room.last_seq', '>', 0)
    .where((eb) =>
      eb.or([
        eb('search_room.rev', 'is', null),
        eb('search_room.complete', '=', 0),
        eb.and([eb('room.kind', '=', 'open'), eb('search_room.hidden', '=', 1)]),
        eb.and([eb('room.kind', '!=', 'open'), eb('search_room.hidden', '=', 0)]),
        eb.and([
          eb('search_room.rev', '<', eb.ref('room.rev')),
          eb('room.last_posted_at', '<', now - aMoment),
        ]),
      ]),
    )
    .where((eb) => visibleTo(personId)(eb))
    .limit(1)
    .executeTakeFirst()
  return behind === undefined
}

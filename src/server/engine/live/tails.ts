import { Refusal } from '../../../protocol/refusal.ts'
import type { Database } from '../../database/database.ts'
import type { LogChange, LogEntry } from '../change.ts'
import type { LogDefinition } from '../kinds.ts'
import { epochsOf, since } from '../log.ts'
import { createLoader } from './loader.ts'
import { createTail, type StoredRoom, type Tail } from './tail.ts'

/** Changes that a freshly loaded tail reaches back over. */
const reach = 300

/** The tails of the rooms that somebody asked for lately. */
export interface Tails<E extends LogEntry, View> {
  /** @throws Refusal `room_not_found` */
  get(roomId: string): Tail<E, View> | Promise<Tail<E, View>>
  /** The tail, if it is in memory already. */
  known(roomId: string): Tail<E, View> | undefined
  all(): IterableIterator<Tail<E, View>>
  /** False: revisions are missing between the room's tail and this change. */
  published(change: LogChange<E>): boolean
  /** Calls this for all tails, and for those that are being loaded as soon as they are there. */
  correct(correcting: (tail: Tail<E, View>) => void): void
  /** Lets go of a tail, or of all, which are loaded anew when somebody asks. */
  forget(roomId: string): void
  forgetAll(): void
}

export function createTails<E extends LogEntry, View>(
  database: Database,
  definition: LogDefinition<E, View>,
): Tails<E, View> {
  const tails = new Map<string, Tail<E, View>>()
  const loader = createLoader(
    async (roomId: string) =>
      createTail(definition, await storedRoom(database, definition, roomId)),
    (roomId, tail, missed: LogChange<E>[]) => {
      const whole = missed.every((change) => change.roomId !== roomId || tail.apply(change))
      if (whole) tails.set(roomId, tail)
    },
  )

  return {
    get: (roomId) => tails.get(roomId) ?? loader.load(roomId),
    known: (roomId) => tails.get(roomId),
    all: () => tails.values(),
    published(change) {
      loader.published(change)
      const tail = tails.get(change.roomId)
      if (!tail || tail.apply(change)) return true
      // A stretch is all that there is to know: what it does not fit is of another history.
      const isAll = change.kind === 'segment'
      if (isAll) tails.delete(tail.id)
      return isAll
    },
    correct(correcting) {
      for (const tail of tails.values()) correcting(tail)
      void loader.settled().then(() => {
        for (const tail of tails.values()) correcting(tail)
      })
    },
    forget: (roomId) => void tails.delete(roomId),
    forgetAll: () => tails.clear(),
  }
}

async function storedRoom<E extends LogEntry, View>(
  database: Database,
  { kinds, view }: LogDefinition<E, View>,
  roomId: string,
): Promise<StoredRoom<E, View>> {
  return database.snapshot(async (db) => {
    const room = await db
      .selectFrom('room')
      .select(['id', 'deleted_at', 'rev'])
      .where('id', '=', roomId)
      .executeTakeFirst()
    if (!room) throw new Refusal('room_not_found')
    const from = Math.max(0, room.rev - reach)
    return {
      id: room.id,
      deleted: room.deleted_at !== null,
      head: room.rev,
      epochs: await epochsOf(db, roomId),
      view: await view(db, roomId),
      recent: await since(db, kinds, { roomId, after: from, limit: reach }),
      from,
    }
  })
}

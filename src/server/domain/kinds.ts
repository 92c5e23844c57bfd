import type { Kysely } from 'kysely'
import type { Pin } from '../../protocol/pins.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { EntryKinds, LogDefinition } from '../engine/kinds.ts'
import type { Tail as TailOf } from '../engine/live/tail.ts'
import type { Tails as TailsOf } from '../engine/live/tails.ts'
import type { RoomChange } from './change.ts'
import { createPresence, type Presence, thoseInside } from './live/presence.ts'
import { messagePosted, messageRevised } from './message-entries.ts'
import { pinChanged, pinsOf } from './pin-entries.ts'
import { presenceChanged } from './presence-entries.ts'
import { roomChanged } from './room-changes.ts'

/** What a process keeps of a room beside the entries of its log, as of the newest revision. */
export interface RoomView {
  presence: Presence
  /** The `seq` of the newest message; 0 while there is none. */
  lastSeq: number
  /** What is pinned, the newest pin first. */
  pins: readonly Pin[]
}

export type Tail = TailOf<RoomChange, RoomView>
export type Tails = TailsOf<RoomChange, RoomView>

/** All that may stand in the log of a room. */
export const roomLog: LogDefinition<RoomChange, RoomView> = {
  kinds: {
    message: messagePosted,
    revised: messageRevised,
    presence: presenceChanged,
    pin: pinChanged,
    room_changed: roomChanged,
  } satisfies EntryKinds<RoomChange, RoomView>,
  view: roomView,
}

async function roomView(db: Kysely<Tables>, roomId: string): Promise<RoomView> {
  const room = await db
    .selectFrom('room')
    .select('last_seq')
    .where('id', '=', roomId)
    .executeTakeFirstOrThrow()
  return {
    presence: createPresence(await thoseInside(db, roomId)),
    lastSeq: room.last_seq,
    pins: await pinsOf(db, roomId),
  }
}

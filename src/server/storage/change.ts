import type { Message } from '../../protocol/messages.ts'
import type { User } from '../../protocol/people.ts'

/** A visible change to a room, with the revision that orders it. */
export type RoomChange =
  | { kind: 'message'; roomId: string; rev: number; message: Message }
  | { kind: 'person'; roomId: string; rev: number; person: User; here: boolean }

/** What every list of rooms shows of a room. */
export interface RoomSummary {
  id: string
  name: string
  createdBy: User
  createdAt: number
  people: number
  rev: number
  lastSeq: number
  lastPostedAt: number | null
}

/** What a committed transaction tells the memory of the process. */
export type Change =
  | RoomChange
  | { kind: 'epoch'; roomId: string; id: string; fromRev: number }
  | { kind: 'room_created'; room: RoomSummary }
  | { kind: 'room_deleted'; roomId: string }
  | { kind: 'read'; roomId: string; personId: string; readUpTo: number }
  | { kind: 'session_ended'; sessionId: number }

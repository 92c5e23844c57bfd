import type { Message } from '../../protocol/messages.ts'
import type { User } from '../../protocol/people.ts'

/** A visible change to a room, with the revision that orders it. */
export type RoomChange =
  | { kind: 'message'; roomId: string; rev: number; message: Message }
  /** A message was edited or deleted; it stays where it was posted, at revision `postedRev`. */
  | { kind: 'revised'; roomId: string; rev: number; postedRev: number; message: Message }
  /** Somebody came or went. `wasQuiet`: nothing was heard of them before they went. */
  | {
      kind: 'person'
      roomId: string
      rev: number
      person: User
      here: boolean
      wasQuiet: boolean
    }
  /** Somebody inside turned to the room, or away from it. `wasQuiet`: as above, before this. */
  | {
      kind: 'presence'
      roomId: string
      rev: number
      person: User
      attendance: Attendance
      wasQuiet: boolean
    }

/**
 * How somebody inside attends to the room: they look at it; their windows are hidden; or nothing is
 * heard of them, so that they do not count.
 */
export type Attendance = 'looking' | 'hidden' | 'quiet'

/** A stretch of a room's log: see `EpochSchema`. */
export interface Epoch {
  id: string
  fromRev: number
}

/** What every list of rooms shows of a room. */
export interface RoomSummary {
  id: string
  name: string
  createdBy: User
  createdAt: number
  /** Inside and heard: not those who closed their browser. */
  people: number
  rev: number
  lastSeq: number
  lastPostedAt: number | null
}

/** What other processes did in a room, as the database tells it of one moment. */
export interface LogSegment {
  kind: 'segment'
  roomId: string
  /** All changes after this revision, as far as `head`; those that later ones undid are left out. */
  after: number
  head: number
  changes: RoomChange[]
  /** All epochs of the room, in order. */
  epochs: Epoch[]
}

/** What a committed transaction tells the memory of the process. */
export type Change =
  | RoomChange
  | LogSegment
  | { kind: 'epoch'; roomId: string; id: string; fromRev: number }
  /** How a room stands, if it is new, or other processes changed it. */
  | { kind: 'room'; room: RoomSummary }
  | { kind: 'room_deleted'; roomId: string }
  | { kind: 'read'; roomId: string; personId: string; readUpTo: number }
  | { kind: 'session_ended'; sessionId: number }

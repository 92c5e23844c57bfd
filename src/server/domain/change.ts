import type { NotifyLevel } from '../../protocol/levels.ts'
import type { User } from '../../protocol/people.ts'
import type { RoomKind } from '../../protocol/rooms.ts'
import type { LogChange } from '../engine/change.ts'
import type { Hints } from '../engine/feed/feed.ts'
import type { Tx as TxOf } from '../engine/transaction.ts'
import type { Role } from './members.ts'
import type { MessagePosted, MessageRevised } from './message-entries.ts'
import type { PinChanged } from './pin-entries.ts'
import type { PresenceChanged } from './presence-entries.ts'
import type { RoomChanged } from './room-changes.ts'

/** What may stand in a room's log; `domain/kinds.ts` says how each kind is dealt with. */
export type RoomChange = MessagePosted | MessageRevised | PresenceChanged | PinChanged | RoomChanged

/** What every list of rooms shows of a room. */
export interface RoomSummary {
  id: string
  name: string
  kind: RoomKind
  topic: string
  /** Since when it can only be read; ms. */
  archivedAt: number | null
  /** Seconds between two messages of one person; 0: no limit. */
  slowMode: number
  /** Who is in it, if it is a direct room, in the order of their names. */
  direct: readonly User[]
  /** Ids of those who look at it, if it is a direct room. */
  here: readonly string[]
  createdBy: User
  createdAt: number
  /** Inside and heard: not those who closed their browser. */
  people: number
  rev: number
  lastSeq: number
  lastPostedAt: number | null
  /** Of the newest message; null while there is none. */
  last: { author: User; excerpt: string } | null
  /** How many belong to it, counted as far as it takes to tell a large room. */
  members: number
}

/** Somebody came to belong to a room, or as something else, or does no longer. */
export interface BelongingChanged {
  kind: 'belonging'
  personId: string
  roomId: string
  /** Null: they do not belong to it any more. */
  role: Role | null
  readUpTo: number
  /** What they chose to hear of it; null: as is usual. */
  notify: NotifyLevel | null
  /** They are kept out of it. */
  isBanned?: true
  /** Until when they may only read there, if they were muted and belong to it; ms. */
  mutedUntil: number | null
  /** They had read more of it, and want it to be unread again. */
  back?: true
  /** As in `RoomSummary`. */
  members: number
  /** The person's `belonging_rev` before, and now. */
  before: number
  rev: number
}

/** Somebody blocked somebody else, or does no longer. */
export interface BlocksChanged {
  kind: 'blocks'
  personId: string
  /** Ids of all whom they have blocked now. */
  blocked: readonly string[]
  /** The person's `belonging_rev` before, and now. */
  before: number
  rev: number
}

export interface Renamed {
  kind: 'renamed'
  person: User
}

/** What a committed transaction tells the memory of the process. */
export type Change =
  | LogChange<RoomChange>
  /** How a room stands, if it is new, or other processes changed it. */
  | { kind: 'room'; room: RoomSummary }
  | { kind: 'read'; roomId: string; personId: string; readUpTo: number }
  | BelongingChanged
  | BlocksChanged
  | { kind: 'session_ended'; sessionId: number }
  /** Somebody has another name, wherever it stands. */
  | Renamed

export type Tx = TxOf<Change>

/** What the changes of a commit are to other processes: what they have to read again. */
export function hintsOf(changes: readonly Change[]): Hints {
  const rooms = new Set<string>()
  const listed = new Set<string>()
  const people = new Set<string>()
  const sessions = new Set<number>()
  for (const change of changes) {
    switch (change.kind) {
      case 'message':
      case 'revised':
        rooms.add(change.roomId)
        for (const id of change.message.mentions) people.add(id)
        break
      case 'presence':
      case 'pin':
      case 'epoch':
        rooms.add(change.roomId)
        break
      case 'room':
        listed.add(change.room.id)
        break
      case 'room_changed':
      case 'room_deleted':
        listed.add(change.roomId)
        break
      case 'read':
      case 'belonging':
      case 'blocks':
        people.add(change.personId)
        break
      case 'session_ended':
        sessions.add(change.sessionId)
        break
      case 'segment':
      // The others' sweeps ask who was renamed.
      case 'renamed':
        break
      default:
        change satisfies never
    }
  }
  return {
    rooms: [...rooms],
    listed: [...listed],
    people: [...people],
    sessions: [...sessions],
  }
}

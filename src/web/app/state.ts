import type { Changes } from '../../protocol/changes.ts'
import type { InstanceRole } from '../../protocol/instance.ts'
import type { Message, MessagePage } from '../../protocol/messages.ts'
import type { User } from '../../protocol/people.ts'
import type { Pin } from '../../protocol/pins.ts'
import type { JoinedRoom, Room, RoomSettings } from '../../protocol/rooms.ts'
import type { Refusal } from './api.ts'
import type { Entries } from './archive.ts'
import type { Connection } from './poll-loop.ts'

/** Who is logged in, as far as this window knows. */
export type Session =
  /** Not asked yet. */
  | { kind: 'unknown' }
  /** `ended`: it was not this window that logged out. */
  | { kind: 'out'; ended: boolean }
  /**
   * `asOf`: no line to the server yet; who is logged in, and what the pages show, is what was kept
   * at that moment (milliseconds since the epoch). Null once the server has said so.
   */
  | { kind: 'in'; user: User; asOf: number | null }

/** What the person is here, besides who they are. */
export type Standing = {
  role: InstanceRole
  /** Whether they are still to say who may make an account. */
  undecided: boolean
  /** Of whom they want to hear nothing. */
  blocked: readonly User[]
}

/** Where this window stands towards a room. */
export type Visit =
  | { kind: 'nowhere' }
  | { kind: 'entering'; roomId: string }
  /** On the way in, with the room as it was when this browser last heard of it. */
  | { kind: 'earlier'; room: Room; asOf: number }
  | { kind: 'inside'; room: Room }
  /** Another window took the person elsewhere: to another room, or out of this one. */
  | { kind: 'moved'; room: Room; to: Room | null }
  | { kind: 'missing'; roomId: string }
  /** Before a room to which another site led; `room` is what is known of it. */
  | { kind: 'at_door'; roomId: string; room: Room | null }

/** A room that is gone for somebody: it was deleted, or they were put out of it. */
export interface Gone {
  id: string
  name: string
  by: User | undefined
  reason?: 'removed' | 'banned'
}

/** Everything that can happen to what the pages show. */
export type Change =
  | { kind: 'logged_in'; user: User; room: Room | null; standing?: Standing }
  /** Somebody has said who may make an account. */
  | { kind: 'decided' }
  | { kind: 'blocked'; people: readonly User[] }
  | { kind: 'logged_out'; ended: boolean }
  /** People as they are called now, whatever they were called in what the page has of them. */
  | { kind: 'named'; people: readonly User[] }
  /** Nobody knows yet who is logged in; this is what was kept of it for this person. */
  | { kind: 'remembered'; user: User; kept: Entries }
  /** `fate`: what is said of the room that the person is in, if it is listed no more. */
  | { kind: 'rooms_listed'; rooms: readonly Room[]; fate?: Refusal | undefined }
  | { kind: 'entering'; roomId: string }
  | { kind: 'joined'; joined: JoinedRoom }
  | { kind: 'changed'; changes: Changes }
  | { kind: 'older_loaded'; page: MessagePage }
  /** What stands around a place that may be far from what is loaded. */
  | { kind: 'looked_at'; page: MessagePage }
  /** What follows on what is shown. */
  | { kind: 'newer_loaded'; page: MessagePage }
  | { kind: 'back_to_newest' }
  /** A message was pinned, or taken off. */
  | { kind: 'pinned'; pin: Pin }
  /** Messages as they now are; those that are not loaded are let go. */
  | { kind: 'revised'; messages: readonly Message[] }
  | { kind: 'moved'; room: Room; to: Room | null }
  | { kind: 'left' }
  /** This window turned to another page; the person stays in the room. */
  | { kind: 'stepped_out' }
  | { kind: 'room_missing'; roomId: string }
  | { kind: 'came_to_door'; roomId: string; room: Room | null }
  | { kind: 'room_deleted'; room: { id: string; name: string }; by: User | undefined }
  /** Somebody else put the person out of the room. */
  | { kind: 'put_out'; room: { id: string; name: string }; reason: 'removed' | 'banned' }
  /** What is set of a room is now this. */
  | { kind: 'room_set'; room: Pick<Room, 'id'> & RoomSettings }
  | { kind: 'deletion_acknowledged' }
  | { kind: 'connection'; connection: Connection }

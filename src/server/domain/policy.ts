import type { InstanceRole } from '../../protocol/instance.ts'
import type { ProblemCode } from '../../protocol/problems.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { RoomKind } from '../../protocol/rooms.ts'
import type { Role } from './members.ts'

/** What somebody wants to do, with the facts that decide whether they may. */
export type Deed =
  | { kind: 'delete_room'; ownsRoom: boolean }
  | { kind: 'edit_message'; isAuthor: boolean }
  | { kind: 'delete_message'; isAuthor: boolean; moderates: boolean }
  | { kind: 'read_versions'; isAuthor: boolean; moderates: boolean }
  | { kind: 'administer'; role: InstanceRole }
  | { kind: 'invite'; room: RoomKind; role: Role | null }
  | { kind: 'moderate'; role: Role | null }
  | { kind: 'change_role'; role: InstanceRole; isSelf: boolean; of: InstanceRole }
  | { kind: 'shut_out'; role: InstanceRole; isSelf: boolean; of: InstanceRole }
  | { kind: 'clear_messages'; instanceRole: InstanceRole; room: RoomKind; role: Role | null }

/**
 * The one place that says who may do what: verbs ask it before they write, and what answers promise
 * (`canDelete`) is asked of it, too. A pure function; the facts are read by whoever asks.
 */
function whyNot(deed: Deed): ProblemCode | undefined {
  switch (deed.kind) {
    case 'delete_room':
      return deed.ownsRoom ? undefined : 'not_room_owner'
    case 'edit_message':
      return deed.isAuthor ? undefined : 'not_author'
    case 'delete_message':
    case 'read_versions':
      return deed.isAuthor || deed.moderates ? undefined : 'not_author'
    case 'administer':
      return isAdmin(deed.role) ? undefined : 'not_allowed'
    case 'invite': {
      // Nobody comes into what people say among themselves.
      const isSay = deed.room === 'open' || (deed.room === 'private' && moderates(deed.role))
      return isSay ? undefined : 'not_allowed'
    }
    case 'moderate':
      return moderates(deed.role) ? undefined : 'not_allowed'
    case 'change_role':
      return deed.role === 'owner' && !deed.isSelf ? undefined : 'not_allowed'
    case 'shut_out': {
      const isAbove = deed.role === 'owner' || (isAdmin(deed.role) && !isAdmin(deed.of))
      return isAbove && !deed.isSelf ? undefined : 'not_allowed'
    }
    case 'clear_messages': {
      const administers = deed.room === 'open' && isAdmin(deed.instanceRole)
      return administers || moderates(deed.role) ? undefined : 'not_allowed'
    }
    default:
      return deed satisfies never
  }
}

function moderates(role: Role | null): boolean {
  return role === 'owner' || role === 'moderator'
}

/** Whether somebody has a say over the whole instance: its owners do as well. */
export function isAdmin(role: InstanceRole): boolean {
  return role !== 'member'
}

export function may(deed: Deed): boolean {
  return whyNot(deed) === undefined
}

/** @throws Refusal if they may not. */
export function refuseUnlessMay(deed: Deed): void {
  const code = whyNot(deed)
  if (code !== undefined) throw new Refusal(code)
}

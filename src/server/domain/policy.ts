import type { InstanceRole } from '../../protocol/instance.ts'
import type { ProblemCode } from '../../protocol/problems.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { RoomKind, RoomRole } from '../../protocol/rooms.ts'

type RoomDeed = 'delete_room' | 'archive_room' | 'change_room' | 'set_topic' | 'read_bans'

/** What somebody is in a room, and on the instance. */
interface RoomFacts {
  roomKind: RoomKind
  role: RoomRole | null
  instanceRole: InstanceRole
}

/** Whom it is about. */
interface PersonFacts {
  /** What they are in the room. */
  theirs: RoomRole | null
  /** And on the instance. */
  theirInstanceRole: InstanceRole
  isSelf: boolean
}

/** What somebody wants to do, with the facts that decide whether they may. */
export type Deed =
  | ({ kind: RoomDeed } & RoomFacts)
  | ({ kind: 'add_member'; newRole: RoomRole } & RoomFacts)
  | ({ kind: 'change_member_role'; isSelf: boolean } & RoomFacts)
  | ({ kind: 'moderate_person' } & RoomFacts & PersonFacts)
  | { kind: 'leave_for_good'; roomKind: RoomKind; role: RoomRole | null }
  | { kind: 'edit_message'; isAuthor: boolean }
  | { kind: 'delete_message'; isAuthor: boolean; moderates: boolean }
  | { kind: 'read_versions'; isAuthor: boolean; moderates: boolean }
  | { kind: 'administer'; role: InstanceRole }
  | { kind: 'invite'; room: RoomKind; role: RoomRole | null }
  | { kind: 'moderate'; role: RoomRole | null }
  | { kind: 'change_role'; role: InstanceRole; isSelf: boolean; of: InstanceRole }
  | { kind: 'shut_out'; role: InstanceRole; isSelf: boolean; of: InstanceRole }
  | { kind: 'clear_messages'; instanceRole: InstanceRole; room: RoomKind; role: RoomRole | null }

/**
 * The one place that says who may do what: verbs ask it before they write, and what answers promise
 * (`canDelete`) is asked of it, too. A pure function; the facts are read by whoever asks.
 */
function whyNot(deed: Deed): ProblemCode | undefined {
  switch (deed.kind) {
    case 'delete_room':
      return deed.role === 'owner' || hasSay(deed) ? undefined : 'not_room_owner'
    case 'archive_room':
      return allowed(deed.role === 'owner' || hasSay(deed))
    case 'change_room':
      return allowed(deed.role === 'owner')
    case 'set_topic':
    case 'read_bans':
      return allowed(moderates(deed))
    case 'add_member':
      return allowed(deed.role === 'owner' || (moderates(deed) && deed.newRole === 'member'))
    case 'change_member_role':
      return allowed(deed.role === 'owner' && !deed.isSelf)
    case 'moderate_person':
      return allowed(moderates(deed) && !deed.isSelf && rank(rankOf(deed)) > rank(theirRank(deed)))
    case 'leave_for_good':
      // An owner hands the room over before; and a direct room is its people.
      return allowed(deed.role !== 'owner' && deed.roomKind !== 'direct')
    case 'edit_message':
      return deed.isAuthor ? undefined : 'not_author'
    case 'delete_message':
    case 'read_versions':
      return deed.isAuthor || deed.moderates ? undefined : 'not_author'
    case 'administer':
      return isAdmin(deed.role) ? undefined : 'not_allowed'
    case 'invite': {
      // Nobody comes into what people say among themselves.
      const isSay = deed.room === 'open' || (deed.room === 'private' && leads(deed.role))
      return isSay ? undefined : 'not_allowed'
    }
    case 'moderate':
      return leads(deed.role) ? undefined : 'not_allowed'
    case 'change_role':
      return deed.role === 'owner' && !deed.isSelf ? undefined : 'not_allowed'
    case 'shut_out': {
      const isAbove = deed.role === 'owner' || (isAdmin(deed.role) && !isAdmin(deed.of))
      return isAbove && !deed.isSelf ? undefined : 'not_allowed'
    }
    case 'clear_messages': {
      const administers = deed.room === 'open' && isAdmin(deed.instanceRole)
      return administers || leads(deed.role) ? undefined : 'not_allowed'
    }
    default:
      return deed satisfies never
  }
}

function allowed(isAllowed: boolean): ProblemCode | undefined {
  return isAllowed ? undefined : 'not_allowed'
}

/** Whether they moderate what is said in a room, and who says it. */
export function moderates(facts: RoomFacts): boolean {
  return leads(facts.role) || hasSay(facts)
}

function leads(role: RoomRole | null): boolean {
  return role === 'owner' || role === 'moderator'
}

/** Admins have a say over open rooms, and no key to others. */
function hasSay({ roomKind, instanceRole }: RoomFacts): boolean {
  return roomKind === 'open' && isAdmin(instanceRole)
}

/** An admin stands above moderators of an open room, as its owner does; nobody above its owner. */
function rankOf(facts: RoomFacts): RoomRole | null {
  return facts.role === 'owner' || !hasSay(facts) ? facts.role : 'owner'
}

function theirRank({ roomKind, theirs, theirInstanceRole }: RoomFacts & PersonFacts) {
  return rankOf({ roomKind, role: theirs, instanceRole: theirInstanceRole })
}

function rank(role: RoomRole | null): number {
  return role === 'owner' ? 2 : role === 'moderator' ? 1 : 0
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

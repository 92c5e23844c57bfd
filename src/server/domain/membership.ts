import type { Acquaintances, AcquaintancesQuery } from '../../protocol/acquaintances.ts'
import type { NotifyChoice } from '../../protocol/levels.ts'
import type { Ban, MemberChange, Members, NewBan, NewMute } from '../../protocol/members.ts'
import type { Why } from '../../protocol/reasons.ts'
import type { Room, RoomPatch } from '../../protocol/rooms.ts'
import type { Database } from '../database/database.ts'
import type { WriteQueue } from '../engine/write-queue.ts'
import { acquaintancesOf } from './acquaintances.ts'
import type { LiveSession } from './live/live-person.ts'
import type { ReadThrough } from './live/read-through.ts'
import { membersOf } from './members.ts'
import { bansIn } from './room-moderation.ts'
import { refuseBanned } from './sanctions.ts'
import { standingOf } from './still-living.ts'
import type { ParlorVerbs } from './verbs.ts'
import { roomFor } from './visibility.ts'

interface MembershipDeps {
  database: Database
  writeQueue: WriteQueue<ParlorVerbs>
  clock(): number
  /** Runs a write that is done only when every process knows. */
  everywhere<T>(write: Promise<T>): Promise<T>
}

interface Place {
  roomId: string
  personId: string
}

/** Who belongs to rooms, what rooms are, and what their people may do in them. */
export function createMembership(
  { database, writeQueue, clock, everywhere }: MembershipDeps,
  { roomAsSeenBy }: ReadThrough,
) {
  return {
    /** @throws Refusal as `changeRoom` of the domain does */
    async changeRoom(
      { actor, person }: LiveSession,
      args: RoomPatch & { roomId: string },
    ): Promise<Room> {
      await everywhere(writeQueue.run('changeRoom', actor, args))
      return roomAsSeenBy(person, args.roomId)
    },

    /** @throws Refusal as `chooseLevel` of the domain does */
    async chooseLevel(
      { actor, person }: LiveSession,
      args: NotifyChoice & { roomId: string },
    ): Promise<Room> {
      await writeQueue.run('chooseLevel', actor, args)
      return roomAsSeenBy(person, args.roomId)
    },

    /** @throws Refusal as `openDirectRoom` of the domain does */
    async openDirectRoom(
      { actor, person }: LiveSession,
      args: { people: string[] },
    ): Promise<{ room: Room; created: boolean }> {
      const { roomId, created } = await writeQueue.run('openDirectRoom', actor, args)
      return { room: await roomAsSeenBy(person, roomId), created }
    },

    acquaintances: ({ person }: LiveSession, query: AcquaintancesQuery): Promise<Acquaintances> =>
      acquaintancesOf(database.db(), person, query),

    /** @throws Refusal `room_not_found`, `room_deleted`, `banned` */
    async members({ person }: LiveSession, { roomId }: { roomId: string }): Promise<Members> {
      await roomFor(database.db(), person, roomId)
      await refuseBanned(database.db(), { roomId, personId: person.id }, clock())
      return membersOf(database.db(), { roomId, now: clock() })
    },

    /** @throws Refusal `room_not_found`, `room_deleted`, `not_allowed` */
    async bans({ actor }: LiveSession, { roomId }: { roomId: string }): Promise<Ban[]> {
      const role = await standingOf(database.db(), actor)
      return bansIn(database.db(), { id: actor.id, role }, { roomId, now: clock() })
    },

    /** @throws Refusal as `setMember` of the domain does */
    setMember({ actor }: LiveSession, args: Place & MemberChange) {
      return everywhere(writeQueue.run('setMember', actor, args))
    },

    /** @throws Refusal as `removeMember` of the domain does */
    removeMember: ({ actor }: LiveSession, args: Place & Why) =>
      everywhere(writeQueue.run('removeMember', actor, args)),

    /** @throws Refusal as `leaveForGood` of the domain does */
    leaveForGood: ({ actor }: LiveSession, args: { roomId: string }) =>
      everywhere(writeQueue.run('leaveForGood', actor, args)),

    /** @throws Refusal as `ban` of the domain does */
    ban: ({ actor }: LiveSession, args: Place & NewBan) =>
      everywhere(writeQueue.run('ban', actor, args)),

    /** @throws Refusal as `unban` of the domain does */
    unban: ({ actor }: LiveSession, args: Place) =>
      everywhere(writeQueue.run('unban', actor, args)),

    /** @throws Refusal as `mute` of the domain does */
    mute: ({ actor }: LiveSession, args: Place & NewMute) =>
      everywhere(writeQueue.run('mute', actor, args)),

    /** @throws Refusal as `unmute` of the domain does */
    unmute: ({ actor }: LiveSession, args: Place) =>
      everywhere(writeQueue.run('unmute', actor, args)),
  }
}

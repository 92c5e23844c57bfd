import type { InstanceRole } from '../../protocol/instance.ts'
import type {
  AcceptedInvite,
  InvitePreview,
  InviteSummary,
  NewInvite,
} from '../../protocol/invites.ts'
import type { Room } from '../../protocol/rooms.ts'
import type { Database } from '../database/database.ts'
import type { WriteQueue } from '../engine/write-queue.ts'
import { managesInvites } from './invites.ts'
import type { LivePerson, LiveSession } from './live/live-person.ts'
import { hashOf } from './sessions.ts'
import { invitesTo, previewOf } from './stored-invites.ts'
import type { ParlorVerbs } from './verbs.ts'
import { roomFor } from './visibility.ts'

interface InvitingDeps {
  database: Database
  writeQueue: WriteQueue<ParlorVerbs>
  clock(): number
  newToken(): string
  roomAsSeenBy(person: LivePerson, roomId: string): Promise<Room>
  instanceRole(session: LiveSession): Promise<InstanceRole>
  /** Runs a write that is done only when every process knows. */
  everywhere<T>(write: Promise<T>): Promise<T>
}

/** Characters of a code: more than 128 random bits in letters and digits, which no mail program cuts. */
const codeLength = 24

/** How people bring others in. */
export function createInviting({
  database,
  writeQueue,
  clock,
  newToken,
  roomAsSeenBy,
  instanceRole,
  everywhere,
}: InvitingDeps) {
  const newCode = (): string => newToken().replace(/[-_]/g, '').slice(0, codeLength)

  return {
    /** @throws Refusal `invite_invalid` */
    invitePreview: (code: string): Promise<InvitePreview> =>
      previewOf(database.db(), hashOf(code), clock()),

    /** @throws Refusal as `offerInvite` of the domain does */
    async offerInvite({ actor }: LiveSession, args: NewInvite & { roomId: string | null }) {
      const code = newCode()
      const made = await writeQueue.run('offerInvite', actor, { ...args, codeHash: hashOf(code) })
      return { ...made, code }
    },

    /** @throws Refusal `room_not_found`, `room_deleted` */
    async invites(session: LiveSession, roomId: string | null): Promise<InviteSummary[]> {
      const db = database.db()
      const { id } = session.actor
      const room = roomId === null ? null : await roomFor(db, { id }, roomId)
      const actor = { id, role: await instanceRole(session) }
      const which = { room_id: roomId, room_kind: room?.kind ?? null }
      const isManager = await managesInvites(db, actor, which)
      return invitesTo(db, { roomId, by: isManager ? undefined : id })
    },

    /** @throws Refusal `invite_invalid`, `banned`; `room_not_found` or `room_deleted` to whom that happens right after. */
    async acceptInvite({ actor, person }: LiveSession, code: string): Promise<AcceptedInvite> {
      const codeHash = hashOf(code)
      const { roomId } = await writeQueue.run('acceptInvite', actor, { codeHash })
      return { room: roomId === null ? null : await roomAsSeenBy(person, roomId) }
    },

    /** @throws Refusal `invite_invalid`, `not_allowed` */
    withdrawInvite({ actor }: LiveSession, code: string): Promise<void> {
      const which = { codeHash: hashOf(code), id: code }
      return everywhere(writeQueue.run('withdrawInvite', actor, which))
    },
  }
}

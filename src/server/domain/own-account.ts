import type { AccountDeletion, User } from '../../protocol/people.ts'
import type { Database } from '../database/database.ts'
import type { WriteQueue } from '../engine/write-queue.ts'
import { blockedBy } from './blocks.ts'
import { exportOf } from './export.ts'
import { archiveOf } from './export-archive.ts'
import type { FileStore } from './file-store.ts'
import type { LiveSession } from './live/live-person.ts'
import type { Origin } from './origin.ts'
import type { NoteEvent } from './security-events.ts'
import type { ParlorVerbs } from './verbs.ts'

interface OwnAccountDeps {
  database: Database
  writeQueue: WriteQueue<ParlorVerbs>
  clock(): number
  note: NoteEvent
  /** @throws Refusal `invalid_credentials` unless this is the person's password */
  confirm(session: LiveSession, password: string, field: string, origin: Origin): Promise<void>
  /** Runs a write that is done only when every process knows. */
  everywhere<T>(write: Promise<T>): Promise<T>
  /** Where files lie once they are whole; undefined: in the database. */
  store: FileStore | undefined
}

/** What people do with their own account, besides getting in and out. */
export function createOwnAccount(deps: OwnAccountDeps) {
  const { database, writeQueue, clock, note, confirm, everywhere, store } = deps
  return {
    /** @throws Refusal `invalid_credentials`, `not_allowed` for the last owner, `too_many_requests` */
    async deleteAccount(
      session: LiveSession,
      { password, messages = 'keep' }: AccountDeletion,
      origin: Origin,
    ): Promise<void> {
      await confirm(session, password, 'password', origin)
      await everywhere(writeQueue.run('deleteAccount', session.actor, { messages }))
      note({ event: 'account_deleted', account: session.actor.id, address: origin.address })
    },

    /** All that is kept of somebody, as JSON, piece by piece. */
    ownData: ({ actor }: LiveSession): AsyncGenerator<string> =>
      exportOf(database.db(), actor, clock()),

    /** The same, and the files that they sent, as an archive (ZIP). */
    ownArchive: ({ actor }: LiveSession): AsyncIterable<Uint8Array> =>
      archiveOf({ db: database.db, store }, actor, clock()),

    blocked: ({ actor }: LiveSession): Promise<User[]> => blockedBy(database.db(), actor),

    /** @throws Refusal `person_not_found`, `not_allowed` for oneself */
    block({ actor }: LiveSession, args: { personId: string; put: boolean }): Promise<void> {
      return writeQueue.run('block', actor, args)
    },
  }
}

import type { Overview } from '../../protocol/admins.ts'
import type { AuditPage } from '../../protocol/audit.ts'
import type { Instance, InstanceChange, InstanceRole } from '../../protocol/instance.ts'
import type { SessionNow } from '../../protocol/session.ts'
import type { Database } from '../database/database.ts'
import type { WriteQueue } from '../engine/write-queue.ts'
import { auditPage } from './audit.ts'
import { blockedBy } from './blocks.ts'
import { instanceOf, isDecided } from './instance.ts'
import { pictureOf, pictureToKeep } from './instance-picture.ts'
import type { LiveSession } from './live/live-person.ts'
import { overviewOf } from './overview.ts'
import type { Pictures } from './pictures.ts'
import { isAdmin, refuseUnlessMay } from './policy.ts'
import { roleOf } from './still-living.ts'
import type { ParlorVerbs } from './verbs.ts'

interface AdministrationDeps {
  database: Database
  writeQueue: WriteQueue<ParlorVerbs>
  pictures: Pictures
  version: string
  clock(): number
}

/** What concerns the whole instance, and those who have a say over it. */
export function createAdministration(deps: AdministrationDeps) {
  const { database, writeQueue, pictures, version, clock } = deps
  const startedAt = clock()

  /** Asked of the database each time: a role that was taken away is gone in every process at once. */
  async function instanceRole({ actor }: LiveSession): Promise<InstanceRole> {
    const row = await database
      .db()
      .selectFrom('person')
      .select('role')
      .where('id', '=', actor.id)
      .executeTakeFirst()
    return roleOf(row?.role ?? '')
  }

  /** @throws Refusal `not_allowed` */
  async function refuseUnlessAdmin(session: LiveSession): Promise<void> {
    refuseUnlessMay({ kind: 'administer', role: await instanceRole(session) })
  }

  return {
    instanceRole,

    instance: (): Promise<Instance> => instanceOf(database.db()),

    /** Who somebody is, and what their page has to know from the start. */
    async sessionNow(session: LiveSession): Promise<Omit<SessionNow, 'room'>> {
      const { id, username } = session.actor
      const role = await instanceRole(session)
      const undecided = isAdmin(role) && !(await isDecided(database.db()))
      const blocked = await blockedBy(database.db(), session.actor)
      return {
        user: { id, username, role },
        ...(undecided && { undecided }),
        ...(blocked.length > 0 && { blocked }),
      }
    },

    /** @throws Refusal `not_allowed`, `invalid_input` */
    changeInstance({ actor }: LiveSession, change: InstanceChange): Promise<Instance> {
      return writeQueue.run('changeInstance', actor, change)
    },

    /** The picture in WebP; undefined: there is none. */
    instancePicture: () => pictureOf(database.db()),

    /**
     * Has another picture shown to those who are asked to log in, or none.
     * @param bytes are not looked at unless the person may
     * @throws Refusal `not_allowed`, `invalid_input`, `unavailable`
     */
    async changePicture(
      session: LiveSession,
      bytes: AsyncIterable<Uint8Array> | null,
    ): Promise<Instance> {
      await refuseUnlessAdmin(session)
      const picture = bytes && (await pictureToKeep(pictures, session.actor.id, bytes))
      await writeQueue.run('setPicture', session.actor, picture)
      return instanceOf(database.db())
    },

    /** @throws Refusal `not_allowed` */
    async overview(session: LiveSession): Promise<Overview> {
      await refuseUnlessAdmin(session)
      return overviewOf(database, { version, startedAt })
    },

    /** @throws Refusal `not_allowed` */
    async audit(session: LiveSession, query: { after?: number }): Promise<AuditPage> {
      await refuseUnlessAdmin(session)
      return auditPage(database.db(), query)
    },
  }
}

import type {
  InstanceBan,
  MessageSpan,
  PeoplePage,
  PeopleQuery,
  PersonChange,
  PersonEntry,
  ReportPage,
  ReportState,
  ReportsQuery,
} from '../../protocol/admins.ts'
import type { InstanceRole } from '../../protocol/instance.ts'
import type { Database } from '../database/database.ts'
import type { WriteQueue } from '../engine/write-queue.ts'
import { openRoomsOf } from './clearing.ts'
import { peoplePage, personEntry } from './listed-accounts.ts'
import type { LiveSession } from './live/live-person.ts'
import { plainText } from './plain-text.ts'
import { refuseUnlessMay } from './policy.ts'
import { reportPage } from './reports.ts'
import { hashOf } from './sessions.ts'
import type { ParlorVerbs } from './verbs.ts'
import { roomFor } from './visibility.ts'

interface ModerationDeps {
  database: Database
  writeQueue: WriteQueue<ParlorVerbs>
  clock(): number
  newToken(): string
  instanceRole(session: LiveSession): Promise<InstanceRole>
  /** Runs a write that is done only when every process knows. */
  everywhere<T>(write: Promise<T>): Promise<T>
}

/** What those do who have a say over others. */
export function createModeration(deps: ModerationDeps) {
  const { database, writeQueue, clock, newToken, instanceRole, everywhere } = deps

  /** @throws Refusal `not_allowed` */
  async function refuseUnlessAdmin(session: LiveSession): Promise<void> {
    refuseUnlessMay({ kind: 'administer', role: await instanceRole(session) })
  }

  async function entryAfter(personId: string, write: Promise<void>): Promise<PersonEntry> {
    await everywhere(write)
    return personEntry(database.db(), personId, clock())
  }

  return {
    /** @throws Refusal `not_allowed` */
    async people(session: LiveSession, query: PeopleQuery): Promise<PeoplePage> {
      await refuseUnlessAdmin(session)
      return peoplePage(database.db(), query, clock())
    },

    /** @throws Refusal as `changePerson` of the domain does */
    changePerson({ actor }: LiveSession, args: { personId: string } & PersonChange) {
      return entryAfter(args.personId, writeQueue.run('changePerson', actor, args))
    },

    /** @throws Refusal as `banPerson` of the domain does */
    banPerson({ actor }: LiveSession, args: { personId: string } & InstanceBan) {
      return entryAfter(args.personId, writeQueue.run('banPerson', actor, args))
    },

    /** @throws Refusal as `banPerson` of the domain does */
    unbanPerson({ actor }: LiveSession, args: { personId: string }) {
      return entryAfter(args.personId, writeQueue.run('unbanPerson', actor, args))
    },

    /** The code of a link that sets somebody's password. @throws Refusal `not_allowed` */
    async offerReset({ actor }: LiveSession, personId: string): Promise<string> {
      const code = newToken()
      await writeQueue.run('offerResetOf', actor, { personId, codeHash: hashOf(code) })
      return code
    },

    /**
     * Deletes what somebody wrote in a span of time, in one room or in all open ones; how many it were.
     * @throws Refusal `not_allowed`, `room_not_found`, `person_not_found`
     */
    async deleteMessagesOf(
      session: LiveSession,
      { personId, roomId, from, to, reason }: { personId: string } & MessageSpan,
    ): Promise<number> {
      const { actor } = session
      const why = reason === undefined ? undefined : plainText('reason', reason)
      const end = to === undefined ? clock() : Date.parse(to)
      const span = { personId, from: Date.parse(from), to: end }
      if (roomId === undefined) await refuseUnlessAdmin(session)
      const rooms = roomId === undefined ? await openRoomsOf(database.db(), span) : [roomId]
      let deleted = 0
      for (const each of rooms) {
        const args = { ...span, roomId: each, reason: why }
        for (;;) {
          const lot = await writeQueue.run('clearMessages', actor, args)
          deleted += lot
          if (lot === 0) break
        }
      }
      await everywhere(Promise.resolve())
      return deleted
    },

    /** @throws Refusal as `reportMessage` of the domain does */
    reportMessage(
      { actor }: LiveSession,
      args: { roomId: string; messageId: string; reason: string },
    ): Promise<{ id: string }> {
      return writeQueue.run('reportMessage', actor, args)
    },

    /** @throws Refusal `not_allowed` */
    async reports(session: LiveSession, query: ReportsQuery): Promise<ReportPage> {
      await refuseUnlessAdmin(session)
      return reportPage(database.db(), query)
    },

    /** @throws Refusal `not_allowed`, `room_not_found`, `room_deleted` */
    async reportsOfRoom(
      { actor }: LiveSession,
      roomId: string,
      query: ReportsQuery,
    ): Promise<ReportPage> {
      const { role } = await roomFor(database.db(), actor, roomId)
      refuseUnlessMay({ kind: 'moderate', role })
      return reportPage(database.db(), { ...query, roomId })
    },

    /** @throws Refusal as `handleReport` of the domain does */
    handleReport(
      { actor }: LiveSession,
      args: { reportId: number; state: ReportState },
    ): Promise<void> {
      return writeQueue.run('handleReport', actor, args)
    },
  }
}

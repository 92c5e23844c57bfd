import { sql } from 'kysely'
import type { Overview } from '../../protocol/admins.ts'
import type { Database } from '../database/database.ts'

/** How the server is; times in ms. */
export async function overviewOf(
  database: Database,
  { version, startedAt }: { version: string; startedAt: number },
): Promise<Overview> {
  const db = database.db()
  const count = sql<number | string>`count(*)`
  const { people } = await db
    .selectFrom('person')
    .select(count.as('people'))
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  const { rooms, messages } = await db
    .selectFrom('room')
    .select([count.as('rooms'), sql<number | string>`coalesce(sum(last_seq), 0)`.as('messages')])
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  const { reports } = await db
    .selectFrom('report')
    .select(count.as('reports'))
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  const { failed } = await db
    .selectFrom('job')
    .select(count.as('failed'))
    .where('failed_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return {
    version,
    database: database.dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL',
    storage: await database.size(),
    startedAt: new Date(startedAt).toISOString(),
    people: Number(people),
    rooms: Number(rooms),
    messages: Number(messages),
    openReports: Number(reports),
    failedJobs: Number(failed),
  }
}

import type { Kysely } from 'kysely'
import type { InstanceRole } from '../../protocol/instance.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { statement } from '../database/statement.ts'
import type { Tx } from './change.ts'
import type { Actor } from './sessions.ts'

/** Somebody who acts, with what the database says at this moment that they are on the instance. */
export interface Acting extends Actor {
  role: InstanceRole
}

type Deed<Args, Result> = (tx: Tx, actor: Acting, args: Args) => Promise<Result>

/**
 * A verb for those who are logged in, which asks again, in its own transaction: a request may arrive
 * seconds after its headers, and the session have ended in between.
 *
 * Who ends a session holds the person. A verb that moves the person holds them, too, before it asks,
 * so that on PostgreSQL as well it is either before the end of the session or refused.
 * @throws Refusal `not_logged_in`
 */
export function throughSession<Args, Result>(
  verb: Deed<Args, Result>,
  { locksPerson }: { locksPerson: boolean },
) {
  return async (tx: Tx, actor: Actor, args: Args): Promise<Result> => {
    if (locksPerson) await tx.lock('person', [actor.id])
    const { username, role } = await refuseEnded(tx, actor)
    // Memory may have read who this is before they were renamed.
    return verb(tx, { ...actor, username, role: roleOf(role) }, args)
  }
}

/** What somebody is on the instance, as the database says at this moment. */
export async function standingOf(
  db: Kysely<Tables>,
  { id }: Pick<Actor, 'id'>,
): Promise<InstanceRole> {
  const row = await db.selectFrom('person').select('role').where('id', '=', id).executeTakeFirst()
  return roleOf(row?.role ?? 'member')
}

/** What a stored role says. */
export function roleOf(stored: string): InstanceRole {
  return stored === 'owner' || stored === 'admin' ? stored : 'member'
}

/** @throws Refusal `not_logged_in` if the session has ended. */
export async function refuseEnded(
  tx: Tx,
  { sessionId }: Actor,
): Promise<{ username: string; role: string }> {
  const { rows } = await livingSession(tx.db, { sessionId })
  const [person] = rows
  if (!person) throw new Refusal('not_logged_in')
  return person
}

const livingSession = statement((db, { sessionId }: { sessionId: number }) =>
  db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select(['person.username', 'person.role'])
    .where('session.id', '=', sessionId),
)

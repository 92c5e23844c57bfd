import { type Kysely, sql } from 'kysely'
import type { User } from '../../protocol/people.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { append } from '../engine/log.ts'
import { attendanceOf } from './attendance.ts'
import type { Tx } from './change.ts'
import type { Tail } from './kinds.ts'
import { readings } from './look-alikes.ts'
import { username } from './names.ts'
import { isNobodys } from './nobodys-name.ts'
import { roomHeldStill } from './presence.ts'

/** Under this name the database counts how often people were renamed. */
const setting = 'renamings'

/**
 * Gives somebody another name. What they were called until now stays theirs until they change it again:
 * whoever took it in that moment could be mistaken for them. The same name again changes nothing.
 *
 * The room that they are inside is told at its next revision; whatever else shows names finds the new
 * one when it is read again.
 * @throws Refusal `invalid_input` for the name, `username_taken`.
 */
export async function rename(tx: Tx, actor: User, typed: string): Promise<User> {
  const name = username(typed)
  const roomId = await roomHeldStill(tx, actor.id)
  const before = await tx.db
    .selectFrom('person')
    .select(['username', 'former_username'])
    .where('id', '=', actor.id)
    .executeTakeFirstOrThrow()
  const person = { id: actor.id, username: name }
  if (before.username === name) return person
  await holdReadings(tx.db, actor.id, [name, before.username])
  await tx.db
    .updateTable('person')
    .set({
      username: name,
      former_username: before.username,
      renamed_rev: await nextRenaming(tx.db),
    })
    .where('id', '=', actor.id)
    .execute()
  tx.emit({ kind: 'renamed', person })
  if (roomId !== null) await tellRoom(tx, person, roomId)
  return person
}

/** Has what a tail holds of somebody say their new name. */
export function renamed({ correct, view }: Tail, person: User): void {
  view.presence.renamed(person)
  const isCalledElse = ({ id, username }: User) => id === person.id && username !== person.username
  correct((change) => {
    if (!('message' in change)) return change
    const { author, replyTo } = change.message
    const isTheirs = isCalledElse(author)
    const quotesThem = replyTo !== null && isCalledElse(replyTo.author)
    if (!isTheirs && !quotesThem) return change
    const message = {
      ...change.message,
      ...(isTheirs && { author: person }),
      ...(quotesThem && { replyTo: { ...replyTo, author: person } }),
    }
    return { ...change, message }
  })
}

/** Who was renamed after so many renamings, the earliest first, and which renaming that was. */
export async function renamedSince(
  db: Kysely<Tables>,
  rev: number,
): Promise<{ person: User; rev: number }[]> {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'username', 'renamed_rev'])
    .where('renamed_rev', '>', rev)
    .orderBy('renamed_rev')
    .execute()
  return rows.map(({ id, username, renamed_rev }) => {
    return { person: { id, username }, rev: renamed_rev ?? rev }
  })
}

/** Makes these names the person's, and those that were theirs and are not among them anybody's. */
async function holdReadings(db: Kysely<Tables>, personId: string, names: string[]): Promise<void> {
  const all = [...new Set(names.flatMap(readings))]
  const holders = await db
    .selectFrom('person_name')
    .selectAll()
    .where('reading', 'in', all)
    .execute()
  const ofNew = new Set(readings(names[0] ?? ''))
  const taken = holders.some((row) => row.person_id !== personId && ofNew.has(row.reading))
  if (taken || isNobodys([...ofNew])) throw new Refusal('username_taken')
  await db.deleteFrom('person_name').where('person_id', '=', personId).execute()
  const held = new Set(holders.flatMap((row) => (row.person_id === personId ? [] : row.reading)))
  await db
    .insertInto('person_name')
    .values(
      all.filter((one) => !held.has(one)).map((reading) => ({ reading, person_id: personId })),
    )
    .execute()
}

/**
 * The number of this renaming. Its row stays locked until the commit, so they become visible in their
 * order: who has seen one has seen those before it.
 */
export async function nextRenaming(db: Kysely<Tables>): Promise<number> {
  const { value } = await db
    .insertInto('setting')
    .values({ name: setting, value: '1' })
    .onConflict((oc) =>
      oc
        .column('name')
        .doUpdateSet({ value: sql<string>`cast(cast(setting.value as bigint) + 1 as text)` }),
    )
    .returning('value')
    .executeTakeFirstOrThrow()
  return Number(value)
}

async function tellRoom(tx: Tx, person: User, roomId: string): Promise<void> {
  const { rev } = await append(tx, roomId, 'other')
  const row = await tx.db
    .updateTable('presence')
    .set({ rev })
    .where('room_id', '=', roomId)
    .where('person_id', '=', person.id)
    .returning(['here_since', 'quiet_since', 'hidden_since'])
    .executeTakeFirstOrThrow()
  const attendance = attendanceOf(row)
  tx.emit({ kind: 'presence', roomId, rev, person, before: attendance, now: attendance })
}

import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Tables } from '../database/entities/tables.ts'
import { readings, readingsVersion } from './look-alikes.ts'

/** Under this name the database keeps which rules its readings were made by. */
const setting = 'readings of names'
/** Rows in one statement. */
const atOnce = 500

/** Two people, or two rooms, whose names could be mistaken for each other. */
export interface Twins {
  of: 'people' | 'rooms'
  /** The name that has the readings, since it is the older one, and the other. */
  names: [string, string]
}

/**
 * Makes the readings of all names anew, if the rules or Unicode's data have changed since they were made.
 * Where two names have come to share one, the older keeps it, and nobody is renamed: the younger goes on
 * under the name as it is, and is reported.
 */
export async function renewNameTable(database: Database): Promise<Twins[]> {
  // Asked before anything is locked: nearly always there is nothing to do.
  if ((await madeBy(database.db())) === readingsVersion) return []
  return database
    .db()
    .transaction()
    .execute(async (db) => {
      // The row is locked from here on: a process that starts at the same time finds it done.
      if (!(await claim(db))) return []
      await db.deleteFrom('person_name').execute()
      await db.deleteFrom('room_name').execute()
      const people = shareOut(await peopleByAge(db), await formerNames(db))
      const rooms = shareOut(await roomsByAge(db))
      for (const rows of batches(people.rows)) {
        const values = rows.map(({ reading, id }) => ({ reading, person_id: id }))
        await db.insertInto('person_name').values(values).execute()
      }
      for (const rows of batches(rooms.rows)) {
        const values = rows.map(({ reading, id }) => ({ reading, room_id: id }))
        await db.insertInto('room_name').values(values).execute()
      }
      return twinsOf(people, rooms)
    })
}

/** The names that could be mistaken for each other at this moment. */
export async function findTwins(db: Kysely<Tables>): Promise<Twins[]> {
  return twinsOf(shareOut(await peopleByAge(db)), shareOut(await roomsByAge(db)))
}

interface Named {
  id: string
  name: string
}

interface Shared {
  rows: { reading: string; id: string }[]
  twins: [string, string][]
}

/** Who gets which reading: the first who comes; what people were called before, last of all. */
function shareOut(oldestFirst: Named[], former: Named[] = []): Shared {
  const holders = new Map<string, Named>()
  const twins: Shared['twins'] = []
  for (const named of oldestFirst) {
    const all = readings(named.name)
    const elder = all.map((reading) => holders.get(reading)).find((holder) => holder !== undefined)
    if (elder) twins.push([elder.name, named.name])
    for (const reading of all) if (!holders.has(reading)) holders.set(reading, named)
  }
  for (const named of former) {
    for (const reading of readings(named.name)) {
      if (!holders.has(reading)) holders.set(reading, named)
    }
  }
  return { rows: [...holders].map(([reading, { id }]) => ({ reading, id })), twins }
}

function twinsOf(people: Shared, rooms: Shared): Twins[] {
  return [
    ...people.twins.map((names): Twins => ({ of: 'people', names })),
    ...rooms.twins.map((names): Twins => ({ of: 'rooms', names })),
  ]
}

function peopleByAge(db: Kysely<Tables>): Promise<Named[]> {
  const people = db.selectFrom('person').select(['id', 'username as name'])
  return people.orderBy('created_at').orderBy('id').execute()
}

async function formerNames(db: Kysely<Tables>): Promise<Named[]> {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'former_username'])
    .where('former_username', 'is not', null)
    .orderBy('renamed_rev')
    .execute()
  return rows.map(({ id, former_username }) => ({ id, name: former_username ?? '' }))
}

function roomsByAge(db: Kysely<Tables>): Promise<Named[]> {
  const rooms = db.selectFrom('room').select(['id', 'name']).where('deleted_at', 'is', null)
  return rooms.orderBy('created_at').orderBy('id').execute()
}

async function madeBy(db: Kysely<Tables>): Promise<string | undefined> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', setting)
    .executeTakeFirst()
  return row?.value
}

async function claim(db: Kysely<Tables>): Promise<boolean> {
  const claimed = await db
    .insertInto('setting')
    .values({ name: setting, value: readingsVersion })
    .onConflict((oc) =>
      oc
        .column('name')
        .doUpdateSet({ value: readingsVersion })
        .where('setting.value', '<>', readingsVersion),
    )
    .returning('name')
    .execute()
  return claimed.length > 0
}

function* batches<T>(rows: T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += atOnce) yield rows.slice(from, from + atOnce)
}

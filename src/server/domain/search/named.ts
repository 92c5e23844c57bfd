import type { Kysely } from 'kysely'
import { fold } from '../../../protocol/fold.ts'
import type { Tables } from '../../database/entities/tables.ts'
import type { OneOf } from '../../database/one-of.ts'
import { peopleOfDirectRooms } from '../room-summaries.ts'
import { kindOf, nameFor, visibleTo } from '../visibility.ts'
import type { Asked } from './find.ts'

/** People, or rooms, whose names begin with what is typed. */
const mostNamed = 20
/** Names that are looked through for one without its accents. */
const mostFolded = 5000

/** How a room's messages are hashed, and which room it has to be; undefined: any. */
export interface Salted {
  salt: string
  room?: string
}

/** The rooms that are named, of those that the person sees; undefined: none is. */
export async function roomsMeant(
  db: Kysely<Tables>,
  oneOf: OneOf,
  { personId, wording, room }: Asked,
): Promise<Salted[] | undefined> {
  const wanted: string[][] = room === undefined ? [] : [[room]]
  if (wording.in.length > 0) {
    const hidden = await namesOfHiddenRooms(db, oneOf, personId)
    const named = await Promise.all(wording.in.map((name) => roomsNamed(db, hidden, name)))
    wanted.push(named.flat())
  }
  const [first, ...others] = wanted
  if (first === undefined) return
  const ids = first.filter((id) => others.every((each) => each.includes(id)))
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('room')
    .select(['room.id', 'room.kind'])
    .where(oneOf('room.id', ids))
    .where('room.deleted_at', 'is', null)
    .where((eb) => visibleTo(personId)(eb))
    .execute()
  return rows.map(({ id, kind }) => ({ salt: kind === 'open' ? '' : id, room: id }))
}

/** Rooms of this name; if there is none, those whose names begin so; or else the same with accents aside. */
async function roomsNamed(
  db: Kysely<Tables>,
  hidden: readonly NamedRoom[],
  name: string,
): Promise<string[]> {
  const reading = await readingOf(name)
  const open = db
    .selectFrom('room_name')
    .innerJoin('room', 'room.id', 'room_name.room_id')
    .select('room.id')
    .where('room.kind', '=', 'open')
    .where('room.deleted_at', 'is', null)
  const same = [
    ...(await open.where('room_name.reading', '=', reading).execute()),
    ...hidden.filter((room) => room.reading === reading),
  ]
  if (same.length > 0) return same.map(({ id }) => id)
  const like = open.where('room_name.reading', 'like', beginningWith(reading)).limit(mostNamed)
  const begun = [
    ...(await like.execute()),
    ...hidden.filter((room) => room.reading.startsWith(reading)),
  ]
  if (begun.length > 0) return begun.map(({ id }) => id)
  const all = await db
    .selectFrom('room')
    .select(['id', 'name'])
    .where('kind', '=', 'open')
    .where('deleted_at', 'is', null)
    .limit(mostFolded)
    .execute()
  return alike([...all, ...hidden], name)
}

/** Those of this name, accents aside; if there is none, those whose names begin so. */
function alike(all: readonly { id: string; name: string }[], name: string): string[] {
  const wanted = fold(name)
  if (wanted === '') return []
  const begun = all.filter((each) => fold(each.name).startsWith(wanted))
  const same = begun.filter((each) => fold(each.name) === wanted)
  return (same.length > 0 ? same : begun.slice(0, mostNamed)).map(({ id }) => id)
}

interface NamedRoom {
  id: string
  name: string
  reading: string
}

/**
 * The rooms that not everybody sees, of those that one belongs to. Their names are nobody else's business: they
 * stand in no table, and direct rooms are called otherwise by each who is in them.
 */
async function namesOfHiddenRooms(
  db: Kysely<Tables>,
  oneOf: OneOf,
  personId: string,
): Promise<NamedRoom[]> {
  const rooms = await db
    .selectFrom('membership')
    .innerJoin('room', 'room.id', 'membership.room_id')
    .select(['room.id', 'room.name', 'room.kind'])
    .where('membership.person_id', '=', personId)
    .where('room.kind', '!=', 'open')
    .where('room.deleted_at', 'is', null)
    .execute()
  const direct = rooms.flatMap(({ id, kind }) => (kind === 'direct' ? [id] : []))
  const people =
    direct.length > 0
      ? await peopleOfDirectRooms(db, (column) => oneOf(column, direct))
      : new Map<string, never[]>()
  return Promise.all(
    rooms.map(async ({ id, name, kind }) => {
      const inIt = people.get(id) ?? []
      const shown = nameFor({ id: personId }, { name, kind: kindOf(kind), direct: inIt })
      return { id, name: shown, reading: await readingOf(shown) }
    }),
  )
}

/** Ids of the people who are named; undefined: nobody is. */
export async function authorsMeant(
  db: Kysely<Tables>,
  { personId, wording, from }: Asked,
): Promise<string[] | undefined> {
  if (wording.from.length === 0) return from === undefined ? undefined : [from]
  const named = (await Promise.all(wording.from.map(peopleNamed))).flat()
  return from === undefined ? [...new Set(named)] : named.filter((id) => id === from).slice(0, 1)

  async function peopleNamed(name: string): Promise<string[]> {
    if (name.toLowerCase() === 'me') return [personId]
    const reading = await readingOf(name)
    const all = db.selectFrom('person_name').select('person_id as id')
    const same = await all.where('reading', '=', reading).execute()
    if (same.length > 0) return same.map(({ id }) => id)
    const like = all.where('reading', 'like', beginningWith(reading)).limit(mostNamed)
    const begun = await like.execute()
    if (begun.length > 0) return begun.map(({ id }) => id)
    return alike(await peopleOfOwnRooms(db, personId), name)
  }
}

/** Those who belong to a room that somebody belongs to. */
function peopleOfOwnRooms(db: Kysely<Tables>, personId: string) {
  return db
    .selectFrom('person')
    .select(['person.id', 'person.username as name'])
    .where('person.deleted_at', 'is', null)
    .where('person.id', 'in', (eb) =>
      eb
        .selectFrom('membership as theirs')
        .innerJoin('membership as own', 'own.room_id', 'theirs.room_id')
        .select('theirs.person_id')
        .where('own.person_id', '=', personId),
    )
    .limit(mostFolded)
    .execute()
}

/** Loaded when somebody first names somebody: the table of what looks alike is large. */
async function readingOf(name: string): Promise<string> {
  const { readings } = await import('../look-alikes.ts')
  return readings(name)[0]
}

/** A pattern for LIKE; what is special in it stands for any one letter, which the two databases agree on. */
function beginningWith(text: string): string {
  return `${text.replace(/[%_\\]/g, '_')}%`
}

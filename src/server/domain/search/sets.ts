import type { Kysely } from 'kysely'
import type { Tables } from '../../database/entities/tables.ts'
import type { OneOf } from '../../database/one-of.ts'
import { visibleTo } from '../visibility.ts'
import type { Asked } from './find.ts'
import { gramsToFind, hashOf } from './grams.ts'
import { traits } from './traits.ts'

/** Hashes that are looked up for one answer, in all: more would take longer and find no less. */
const mostHashes = 3000
const mostInSet = 24
/** People, or rooms, whose names begin with what is typed. */
const mostNamed = 20

/**
 * What to look up: sets of hashes, of which a message has to have one whole set. `all`: there is nothing to
 * look up by; `none`: nothing can be found.
 */
export async function setsFor(
  db: Kysely<Tables>,
  oneOf: OneOf,
  asked: Asked,
): Promise<number[][] | 'all' | 'none'> {
  const { wording } = asked
  const rooms = await roomsMeant(db, oneOf, asked)
  const authors = await authorsMeant(db, asked)
  if (rooms?.length === 0 || authors?.length === 0) return 'none'
  const texts = wording.texts.flatMap(gramsToFind)
  const isTimed = wording.before !== undefined || wording.after !== undefined
  const has = [...(wording.hasLink ? [traits.link] : []), ...(wording.hasFile ? [traits.file] : [])]
  if (texts.length === 0 && has.length === 0 && !rooms && !authors) {
    return wording.texts.length > 0 || isTimed ? 'all' : 'none'
  }
  const salts = rooms ?? [{ salt: '' }, ...(await hiddenRooms(db, asked.personId))]
  const by = authors?.map((id) => [traits.by(id)]) ?? [[]]
  const some = Math.max(2, Math.floor(mostHashes / (salts.length * by.length)) - has.length - 2)
  const grams = [...new Set(texts)].slice(0, Math.min(mostInSet, some))
  const sets = salts.flatMap(({ salt, room }) =>
    by.map((author) => {
      const all = [...grams, ...author, ...has, ...(room === undefined ? [] : [traits.in(room)])]
      return all.map((gram) => hashOf(gram, salt))
    }),
  )
  // In a room that not everybody sees, everything is salted, so that there is nothing without a gram.
  return sets.filter((set) => set.length > 0)
}

/** How a room's messages are hashed, and which room it has to be; undefined: any. */
interface Salted {
  salt: string
  room?: string
}

/** The rooms that are named, of those that the person sees; undefined: none is. */
async function roomsMeant(
  db: Kysely<Tables>,
  oneOf: OneOf,
  { personId, wording, room }: Asked,
): Promise<Salted[] | undefined> {
  const wanted: string[][] = room === undefined ? [] : [[room]]
  if (wording.in.length > 0) wanted.push((await Promise.all(wording.in.map(roomsNamed))).flat())
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

  async function roomsNamed(name: string): Promise<string[]> {
    const reading = await readingOf(name)
    const named = db
      .selectFrom('room_name')
      .innerJoin('room', 'room.id', 'room_name.room_id')
      .select('room.id')
      .where((eb) => visibleTo(personId)(eb))
    const same = await named.where('room_name.reading', '=', reading).execute()
    const rows =
      same.length > 0
        ? same
        : await named
            .where('room_name.reading', 'like', beginningWith(reading))
            .limit(mostNamed)
            .execute()
    const own = await ownRoomsNamed(db, personId, reading)
    return [...new Set([...rows, ...own].map(({ id }) => id))]
  }
}

/** Names of rooms that not everybody sees are nobody else's business: they stand in no table. */
async function ownRoomsNamed(
  db: Kysely<Tables>,
  personId: string,
  reading: string,
): Promise<{ id: string }[]> {
  const rooms = await db
    .selectFrom('membership')
    .innerJoin('room', 'room.id', 'membership.room_id')
    .select(['room.id', 'room.name'])
    .where('membership.person_id', '=', personId)
    .where('room.kind', '=', 'private')
    .where('room.deleted_at', 'is', null)
    .execute()
  const named = await Promise.all(
    rooms.map(async ({ id, name }) => ({ id, reading: await readingOf(name) })),
  )
  const same = named.filter((room) => room.reading === reading)
  return same.length > 0 ? same : named.filter((room) => room.reading.startsWith(reading))
}

/** Ids of the people who are named; undefined: nobody is. */
async function authorsMeant(
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
    return (await like.execute()).map(({ id }) => id)
  }
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

async function hiddenRooms(db: Kysely<Tables>, personId: string): Promise<Salted[]> {
  const rows = await db
    .selectFrom('membership')
    .innerJoin('room', 'room.id', 'membership.room_id')
    .select('room.id')
    .where('membership.person_id', '=', personId)
    .where('room.kind', '!=', 'open')
    .where('room.deleted_at', 'is', null)
    .orderBy('room.last_posted_at', 'desc')
    .execute()
  return rows.map(({ id }) => ({ salt: id }))
}

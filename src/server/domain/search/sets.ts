import type { Kysely } from 'kysely'
import type { Tables } from '../../database/entities/tables.ts'
import type { OneOf } from '../../database/one-of.ts'
import type { Asked } from './find.ts'
import { gramsToFind, hashOf } from './grams.ts'
import { authorsMeant, roomsMeant, type Salted } from './named.ts'
import { traits } from './traits.ts'

/** Hashes that are looked up for one answer, in all: more would take longer and find no less. */
const mostHashes = 3000
const mostInSet = 24

export interface Lookup {
  sets: number[][]
  /** Whether it is all that the person sees. */
  isWide: boolean
  /** Ids of the rooms and the people that are meant; undefined: any. What is found may be of others. */
  rooms: ReadonlySet<string | undefined> | undefined
  authors: ReadonlySet<string> | undefined
}

/**
 * What to look up: sets of hashes, of which a message has to have one whole set. Undefined: nothing is asked for, or
 * nothing can be found.
 */
export async function setsFor(
  db: Kysely<Tables>,
  oneOf: OneOf,
  asked: Asked,
): Promise<Lookup | undefined> {
  const { wording } = asked
  const rooms = await roomsMeant(db, oneOf, asked)
  const authors = await authorsMeant(db, asked)
  if (rooms?.length === 0 || authors?.length === 0) return
  const texts = wording.texts.flatMap(gramsToFind)
  const isTimed = wording.before !== undefined || wording.after !== undefined
  const has = [...(wording.hasLink ? [traits.link] : []), ...(wording.hasFile ? [traits.file] : [])]
  const isWide = texts.length === 0 && has.length === 0 && !rooms && !authors
  if (isWide && wording.texts.length === 0 && !isTimed) return
  if (isWide) has.push(traits.any)
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
  return {
    sets,
    isWide,
    rooms: rooms && new Set(rooms.map(({ room }) => room)),
    authors: authors && new Set(authors),
  }
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

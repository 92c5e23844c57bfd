import { bounds, everyone, limits } from '../../protocol/limits.ts'
import type { User } from '../../protocol/people.ts'
import { statementForMany } from '../database/statement.ts'
import type { Tx } from './change.ts'
import { ownReading } from './look-alikes.ts'
import { roleOf } from './members.ts'
import type { Mention } from './stored-mentions.ts'

/** A text, and who wrote it. */
export interface Written {
  actor: Pick<User, 'id'>
  body: string
}

/**
 * Who is named in texts that are written in one room: `@`, and the whole name of somebody who belongs to
 * it or, in an open one, has an account, ended by what is no letter or digit. The longest name counts.
 * Nobody is locked: a name that is given away at this moment counts as it was, or as it will be.
 * @returns for each text, in order
 */
export async function mentionsIn(
  tx: Tx,
  roomId: string,
  texts: readonly Written[],
): Promise<Mention[][]> {
  const calls = texts.map(({ body }) => (body.includes('@') ? callsIn(body) : []))
  const readings = new Set(calls.flat().flatMap(({ names }) => names.map(({ reading }) => reading)))
  if (readings.size === 0) return texts.map(() => [])
  const rows = await bearers(
    tx.db,
    [...readings].map((reading) => ({ reading, roomId })),
  )
  const people = new Map(
    rows
      .filter(({ kind, member }) => kind === 'open' || member !== null)
      // What somebody was called before is kept for them, and is not their name.
      .filter(({ reading, username }) => ownReading(username) === reading)
      .map(({ reading, id }) => [reading, id]),
  )
  const callers = readings.has(ownReading(everyone))
    ? await moderators(tx, roomId)
    : new Set<string>()
  return texts.map(({ actor }, i) => {
    const mayCallAll = callers.has(actor.id)
    return (calls[i] ?? []).flatMap(({ begins, names }) => {
      for (const { ends, reading } of names) {
        if (mayCallAll && reading === ownReading(everyone)) return { begins, ends, personId: null }
        const personId = people.get(reading)
        if (personId !== undefined) return { begins, ends, personId }
      }
      return []
    })
  })
}

/** An `@`, and what could be a name after it, the longest first. */
interface Call {
  begins: number
  names: { ends: number; reading: string }[]
}

/** What names are made of, and as much of it as the longest name could have, however it is written. */
const nameLike = new RegExp(
  `[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}\\p{Zs}._'’·・‐֊׳״་\u200c\u200d-]{0,${2 * limits.username.max}}`,
  'uy',
)
/** Where the last letter or digit of a word stands, with a geresh that belongs to it. */
const wordEnd = /[\p{L}\p{M}\p{N}׳](?![\p{L}\p{M}\p{N}\u200c\u200d])/gu
const mailAddress = /[\w.%+-]@[\w-]+\.\w/y

function callsIn(body: string): Call[] {
  const calls: Call[] = []
  let at = body.indexOf('@')
  for (; at !== -1 && calls.length < bounds.mentionsPerMessage; at = body.indexOf('@', at + 1)) {
    nameLike.lastIndex = at + 1
    const [text] = nameLike.exec(body) ?? []
    mailAddress.lastIndex = at - 1
    if (text === undefined || (at > 0 && mailAddress.test(body))) continue
    const next = body.slice(at + 1 + text.length, at + 3 + text.length)
    const names = namesAtTheStartOf(text, next).map(({ length, reading }) => {
      return { ends: at + 1 + length, reading }
    })
    calls.push({ begins: at, names: names.reverse() })
  }
  return calls
}

/** @param next what follows on the text: the last word may go on there */
function namesAtTheStartOf(text: string, next: string): { length: number; reading: string }[] {
  const names: { length: number; reading: string }[] = []
  for (const { index, 0: last } of (text + next).matchAll(wordEnd)) {
    const length = index + last.length
    if (length > text.length) break
    const name = text.slice(0, length)
    if (Array.from(name.normalize('NFC').replace(/\p{Zs}+/gu, ' ')).length > limits.username.max)
      break
    names.push({ length, reading: ownReading(name) })
  }
  return names
}

/** Whose names can be read like this, and whether they belong to the room. */
const bearers = statementForMany((db, rows: readonly { reading: string; roomId: string }[]) => {
  const roomId = rows[0]?.roomId ?? ''
  return db
    .selectFrom('person_name')
    .innerJoin('person', 'person.id', 'person_name.person_id')
    .innerJoin('room', (join) => join.on('room.id', '=', roomId))
    .leftJoin('membership', (join) =>
      join.onRef('membership.person_id', '=', 'person.id').on('membership.room_id', '=', roomId),
    )
    .select([
      'person_name.reading',
      'person.id',
      'person.username',
      'room.kind',
      'membership.person_id as member',
    ])
    .where(
      'person_name.reading',
      'in',
      rows.map(({ reading }) => reading),
    )
})

/** Who may call everyone. */
async function moderators(tx: Tx, roomId: string): Promise<Set<string>> {
  const rows = await tx.db
    .selectFrom('membership')
    .select(['person_id', 'role'])
    .where('room_id', '=', roomId)
    .where('role', '<>', 'member')
    .execute()
  return new Set(rows.flatMap((row) => (roleOf(row.role) === 'member' ? [] : row.person_id)))
}

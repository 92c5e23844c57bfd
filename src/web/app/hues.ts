import { signal } from '@preact/signals'
import type { User } from '../../protocol/people.ts'
import type { Storage } from './outbox.ts'

/** As many as the style sheet has. */
const hueCount = 12

/** The hue of each person, by their id. */
export type Given = ReadonlyMap<string, number>

/** The hue that a person has unless somebody around them has it: it follows from their name. */
export function hueOf(name: string): number {
  // FNV-1a, and the last step of MurmurHash3: names that differ in one letter fall far apart.
  let hash = 0x811c9dc5
  for (const sign of name.normalize('NFC').toLowerCase()) {
    hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) % hueCount
}

/**
 * Gives everybody a hue: those inside a room each one of their own while there are enough, and those
 * who only spoke there one that few have. Whoever has one keeps it, if that can be.
 */
export function spread(given: Given, inside: readonly User[], spoke: readonly User[]): Given {
  const next = new Map(given)
  const weights = new Array<number>(hueCount).fill(0)
  const take = (user: User, hue: number, weight: number) => {
    next.set(user.id, hue)
    weights[hue] = (weights[hue] ?? 0) + weight
  }
  const isInside = new Set(inside.map(({ id }) => id))
  const onlySpoke = spoke.filter(({ id }) => !isInside.has(id))

  const ranks = new Map(Array.from(given.keys(), (id, rank) => [id, rank]))
  const rank = ({ id }: User) => ranks.get(id) ?? ranks.size
  const newcomers: User[] = []
  for (const user of [...inside].sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))) {
    const hue = given.get(user.id)
    if (hue === undefined || (weights[hue] ?? 0) > 0) newcomers.push(user)
    else take(user, hue, insideWeight)
  }
  for (const user of onlySpoke) {
    const hue = given.get(user.id)
    if (hue !== undefined) take(user, hue, 1)
  }
  for (const user of newcomers) take(user, rarest(weights, hueOf(user.username)), insideWeight)
  for (const user of onlySpoke) {
    if (!given.has(user.id)) take(user, rarest(weights, hueOf(user.username)), 1)
  }
  return next
}

/** More than can have spoken. */
const insideWeight = 10_000

/** The hue that weighs least; the wanted one among equals, and then one that is far from it. */
function rarest(weights: readonly number[], wanted: number): number {
  let best = wanted
  for (let step = 1; step < hueCount; step += 1) {
    const hue = (wanted + step * 5) % hueCount
    if ((weights[hue] ?? 0) < (weights[best] ?? 0)) best = hue
  }
  return best
}

type Deps = {
  storage: Pick<Storage, 'set'> & { get(name: string): string | null; clear(prefix: string): void }
}

export type Hues = ReturnType<typeof createHues>

/** The hues of the people in the room that one is in, the same in all windows of a browser. */
export function createHues({ storage }: Deps) {
  const given = signal<Given>(new Map())
  let room = ''

  /** Only those who do not have the hue of their name are worth being written down. */
  const keep = (users: readonly User[]) => {
    const moved = users.flatMap(({ id, username }) => {
      const hue = given.value.get(id)
      return hue === undefined || hue === hueOf(username) ? [] : [`${id} ${hue}`]
    })
    const text = moved.slice(0, mostKept).join('\n')
    if (text !== (storage.get(`hues/${room}`) ?? '')) storage.set(`hues/${room}`, text)
  }

  return {
    /** Forgets who was where: their ids, and those of rooms, are nobody's after a log-out. */
    empty() {
      given.value = new Map()
      room = ''
      storage.clear('hues/')
    },

    /** Read while rendering, so that a page follows a change. */
    of: ({ id, username }: User) => given.value.get(id) ?? hueOf(username),

    /** These people are inside a room, and these were heard in it, the last ones first. */
    share(roomId: string, inside: readonly User[], spoke: readonly User[]) {
      if (roomId !== room) given.value = new Map(written(storage.get(`hues/${roomId}`)))
      room = roomId
      const next = spread(given.value, inside, spoke)
      const changed = next.size !== given.value.size || differs(next, given.value)
      if (!changed) return
      given.value = next
      keep([...inside, ...spoke])
    },
  }
}

const mostKept = 50

function written(text: string | null): [string, number][] {
  return (text ?? '').split('\n').flatMap((line): [string, number][] => {
    const [id, hue] = line.split(' ')
    return id && Number(hue) >= 0 && Number(hue) < hueCount ? [[id, Number(hue)]] : []
  })
}

const differs = (a: Given, b: Given) => [...a].some(([id, hue]) => b.get(id) !== hue)

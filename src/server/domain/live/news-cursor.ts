import { hash } from 'node:crypto'

/** What somebody was told of the list of rooms. */
export interface NewsCursor {
  /** A sign for the person: what one was told says nothing of what another knows. */
  person: string
  /** The person's `readVersion`. */
  readVersion: number
  /** The directory's `state` with which the last answer left them; empty: it was not all of it. */
  state: string
  /** Of each directory that they were told from, up to where; the last one asked comes last. */
  told: ReadonlyMap<string, Told>
}

/** Up to which position somebody was told what changed: in all rooms, and in those that are theirs. */
export interface Told {
  all: number
  /** Never lower. */
  mine: number
}

/** So many directories a cursor names; more processes than that tell some things anew now and then. */
const mostDirectories = 6

const whole = /^\d{1,15}$/
/** That of all rooms, and behind it that of one's own where it is another. */
const position = /^(\d{1,15})(?:-(\d{1,15}))?$/

export function writeNewsCursor({ person, readVersion, state, told }: NewsCursor): string {
  const places = [...told]
    .slice(-mostDirectories)
    .flatMap(([directory, { all, mine }]) => [directory, mine === all ? all : `${all}-${mine}`])
  return [person, readVersion, state, ...places].join('.')
}

/** Reads a cursor as a client sent it; undefined if it is none of ours. */
export function readNewsCursor(text: string): NewsCursor | undefined {
  const [person = '', version = '', state, ...places] = text.split('.')
  if (state === undefined || !whole.test(version) || places.length % 2 === 1) return undefined
  const told = new Map<string, Told>()
  for (let at = 0; at < places.length; at += 2) {
    const [directory = '', place = ''] = places.slice(at, at + 2)
    const [, all, mine = all] = position.exec(place) ?? []
    if (all === undefined) return undefined
    told.set(directory, { all: Number(all), mine: Number(mine) })
  }
  return { person, readVersion: Number(version), state, told }
}

export function signOf(personId: string): string {
  return hash('sha256', personId).slice(0, 8)
}

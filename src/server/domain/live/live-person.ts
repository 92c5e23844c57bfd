import type { Actor } from '../sessions.ts'
import type { Elsewhere } from './elsewhere.ts'
import type { HiddenSum } from './list-sums.ts'
import type { Belonging } from './stored-belonging.ts'

/** Nothing after `from`, as far as `to`, is to be told to somebody. */
export interface Quiet {
  /** The directory's. */
  list: string
  from: number
  to: number
}

/** Someone who is online, as the whole process knows them. */
export interface LivePerson {
  readonly id: string
  belonging: Belonging
  /** Rises when `belonging` changes, and is the same in every process that knows the same. */
  readVersion: number
  /** When what it says of each room came to be known here, among all that lists show. */
  markedAt: ReadonlyMap<string, number>
  /** The same of bans: whoever never saw a room is not told by one that it is there. */
  bansAt: ReadonlyMap<string, number>
  /** What is older than this position was not noted of them. */
  readonly knownSince: number
  /** What is summed up over those of their rooms that not everybody sees, and what it was made of. */
  hiddenSum?: HiddenSum
  /** Of which positions of a directory nothing concerns them. */
  quiet?: Quiet
  /** What those of these rooms add to `Elsewhere` that had been deleted when it was read. */
  ended: ReadonlyMap<string, number>
  /** What polls were last told of the other rooms, and what that was made of. */
  elsewhere?: Elsewhere
  /** Whether another process has moved their read markers, or says so. */
  isBehind: boolean
  /** When one of their windows was last heard, as of the last tidying; ms. */
  seenAt: number
  /** When one that is not hidden last asked for a room, as of the last tidying; ms. */
  lookedAt: number
  /** Whether they have looked at the list of rooms since the last sweep. */
  looksAtRooms: boolean
  /** How many polls memory has answered since the last tidying. */
  polls: number
  /** How many of their requests have an answer that they have not taken yet. */
  underWay: number
}

/** A session in use. */
export interface LiveSession {
  /** Another one when they are renamed. */
  actor: Actor
  readonly person: LivePerson
  readonly createdAt: number
  /** As it is stored; ms. */
  lastSeenAt: number
  /** When it was last used, as of the last tidying; ms. */
  usedAt: number
  /** Whether it was used since then. All that a poll writes down: times would cost it more. */
  isHeard: boolean
  /** The same of polls for a room, from windows that are not hidden. */
  isLooking: boolean
  /** Of which rooms its polls were told that they were put out, and at which revision that was. */
  toldOut: Map<string, number> | undefined
  /** False once it has ended, or was forgotten: its token has to be looked up anew. */
  isKnown: boolean
}

import type { Change } from '../../storage/change.ts'
import type { Database } from '../../storage/database.ts'
import { type Actor, isLiving, sessionByToken } from '../sessions.ts'
import { createLoader } from './loader.ts'

/** Someone who is online, as the whole process knows them. */
export interface LivePerson {
  readonly id: string
  /** The room they are in. */
  roomId: string | null
  /** Up to which `seq` they have read, by room, of the rooms that they have been in. */
  readonly readUpTo: Map<string, number>
  /** Rises when `readUpTo` changes. */
  readVersion: number
  /** When one of their windows last asked for something; ms. */
  seenAt: number
}

/** A session in use. */
export interface LiveSession {
  readonly actor: Actor
  readonly person: LivePerson
  readonly createdAt: number
  /** As it is stored; ms. */
  lastSeenAt: number
  /** When it was last used; ms. */
  usedAt: number
}

/** Sessions and whereabouts of those who are online: asked at every poll, so kept in memory. */
export interface People {
  /** The session of a cookie's token; undefined if it is none, or has ended. */
  byToken(token: string, now: number): LiveSession | undefined | Promise<LiveSession | undefined>
  /** The same, but only if nothing has to be looked up. */
  known(token: string, now: number): LiveSession | undefined
  isQuiet(personId: string, now: number): boolean
  published(change: Change): void
  /** Forgets who has not asked for anything for a while; the database still knows them. */
  sweep(now: number): void
}

/** Who has not asked for anything for this long has fallen quiet; in ms, some missed polls. */
const quietAfter = 10_000
const forgetAfter = 10 * 60_000

export function createPeople(database: Database, clock: () => number): People {
  const startedAt = clock()
  const people = new Map<string, LivePerson>()
  const sessions = new Map<string, LiveSession>()

  const personLoader = createLoader(
    (personId: string) => livePerson(database, personId, clock()),
    (personId, person, missed) => {
      for (const change of missed) applyTo(person, change)
      people.set(personId, person)
    },
  )
  const sessionLoader = createLoader(
    async (token: string): Promise<LiveSession | undefined> => {
      const now = clock()
      const stored = await sessionByToken(database.db(), token, now)
      if (!stored) return undefined
      const { id, username, sessionId, createdAt, lastSeenAt } = stored
      const person = people.get(id) ?? (await personLoader.load(id))
      return { actor: { id, username, sessionId }, person, createdAt, lastSeenAt, usedAt: now }
    },
    (token, session, missed) => {
      if (session && !missed.some((change) => ends(change, session))) sessions.set(token, session)
    },
  )

  function known(token: string, now: number): LiveSession | undefined {
    const session = sessions.get(token)
    if (!session || !isLiving(session, now)) return undefined
    session.usedAt = now
    session.person.seenAt = now
    return session
  }

  return {
    known,
    byToken: (token, now) => known(token, now) ?? sessionLoader.load(token),
    isQuiet(personId, now) {
      // Nobody could be heard before the process was there to listen.
      return now - (people.get(personId)?.seenAt ?? startedAt) > quietAfter
    },
    published(change) {
      personLoader.published(change)
      sessionLoader.published(change)
      switch (change.kind) {
        case 'person': {
          const person = people.get(change.person.id)
          if (person) applyTo(person, change)
          break
        }
        case 'read': {
          const person = people.get(change.personId)
          if (person) applyTo(person, change)
          break
        }
        case 'room_deleted':
          for (const person of people.values()) applyTo(person, change)
          break
        case 'session_ended':
          for (const [token, session] of sessions) if (ends(change, session)) sessions.delete(token)
          break
        default:
          break
      }
    },
    sweep(now) {
      for (const [token, session] of sessions) {
        if (now - session.usedAt > forgetAfter) sessions.delete(token)
      }
      const online = new Set([...sessions.values()].map((session) => session.person))
      for (const [personId, person] of people) if (!online.has(person)) people.delete(personId)
    },
  }
}

function applyTo(person: LivePerson, change: Change): void {
  switch (change.kind) {
    case 'person':
      if (change.person.id !== person.id) return
      if (change.here) {
        person.roomId = change.roomId
        if (!person.readUpTo.has(change.roomId)) person.readUpTo.set(change.roomId, 0)
        person.readVersion += 1
      } else if (person.roomId === change.roomId) person.roomId = null
      return
    case 'room_deleted':
      if (person.roomId === change.roomId) person.roomId = null
      person.readUpTo.delete(change.roomId)
      return
    case 'read':
      if (change.personId !== person.id) return
      person.readUpTo.set(change.roomId, change.readUpTo)
      person.readVersion += 1
      return
    default:
      return
  }
}

function ends(change: Change, session: LiveSession): boolean {
  return change.kind === 'session_ended' && change.sessionId === session.actor.sessionId
}

async function livePerson(database: Database, id: string, now: number): Promise<LivePerson> {
  const rows = await database
    .db()
    .selectFrom('membership')
    .select(['room_id', 'here_since', 'read_up_to'])
    .where('person_id', '=', id)
    .execute()
  return {
    id,
    roomId: rows.find((row) => row.here_since !== null)?.room_id ?? null,
    readUpTo: new Map(rows.map((row) => [row.room_id, row.read_up_to])),
    // Begins at a time, so that a version is not used twice when somebody is forgotten and back.
    readVersion: now,
    seenAt: now,
  }
}

import type { User } from '../../../protocol/people.ts'
import type { Database } from '../../database/database.ts'
import { createLoader } from '../../engine/live/loader.ts'
import { createReadings } from '../../engine/live/readings.ts'
import type { Attendance } from '../attendance.ts'
import type { Change } from '../change.ts'
import { mayEnter } from '../may-enter.ts'
import { isLiving, sessionByToken } from '../sessions.ts'
import { createHearing, type Heard } from './hearing.ts'
import type { LivePerson, LiveSession } from './live-person.ts'
import { createMentioned } from './mentioned.ts'
import type { Positions } from './positions.ts'
import { applyTo, none, nowhere, setBelonging, storedBelonging } from './stored-belonging.ts'

/** Sessions of those who are online: asked at every poll, so kept in memory. */
export interface People {
  /** The session of a cookie's token; undefined if it is none, or has ended. */
  byToken(token: string, now: number): LiveSession | undefined | Promise<LiveSession | undefined>
  /** The same, but only if nothing has to be looked up. */
  known(token: string, now: number): LiveSession | undefined
  /** As of the last tidying. */
  attendance(personId: string, now: number): Attendance
  /** Who was heard after a time, in ms, and who of them looked, as of the last tidying. */
  heardSince(time: number): Heard
  /** Notes whom other processes heard just now. */
  heardElsewhere(people: Heard, now: number): void
  published(change: Change): void
  /** Notes that other processes say that these people's rooms, or read markers, are others. */
  haveRead(personIds: string[]): void
  /** Reads the person's rooms and markers anew, if they changed elsewhere. @throws as the database does. */
  catchUp(person: LivePerson): Promise<void>
  /** Forgets those of these sessions that have ended. @throws as the database does. */
  recheck(sessionIds: Iterable<number>): Promise<void>
  /**
   * Notes who was heard since the last time, and forgets who was not for a while; the database still
   * knows them. Returns the sessions in use of which the stored time should be brought up to date.
   */
  tidy(now: number): LiveSession[]
  /** Finds out what other processes did to sessions and read markers that are in memory. */
  sweep(): Promise<void>
}

const forgetAfter = 10 * 60_000
/** A stored `lastSeenAt` may lag behind by this much, in ms: it is not worth a write per poll. */
const touchEvery = 60 * 60_000

export function createPeople(
  database: Database,
  clock: () => number,
  positions: Positions,
): People {
  const hearing = createHearing(clock)
  const people = new Map<string, LivePerson>()
  const sessions = new Map<string, LiveSession>()
  const mentioned = createMentioned(people)

  /** How many read markers were hinted at so far. */
  let hints = 0

  const personLoader = createLoader(
    async (personId: string) => {
      const before = hints
      const person = await livePerson(database, personId, clock(), positions)
      person.isBehind = hints !== before
      return person
    },
    (personId, person, missed: Change[]) => {
      for (const change of missed) applyTo(person, change, positions)
      people.set(personId, person)
      mentioned.note(person)
    },
  )
  const sessionLoader = createLoader(
    async (token: string): Promise<LiveSession | undefined> => {
      const now = clock()
      const stored = await sessionByToken(database.db(), token, now)
      if (!stored) return undefined
      const { id, username, sessionId, createdAt, lastSeenAt } = stored
      const person = people.get(id) ?? (await personLoader.load(id))
      const actor = { id, username, sessionId }
      const times = { createdAt, lastSeenAt, usedAt: now }
      const flags = { isHeard: true, isLooking: false, isKnown: false }
      return { actor, person, ...times, ...flags, toldOut: undefined }
    },
    (token, session, missed: Change[]) => {
      if (!session || missed.some((change) => ends(change, session))) return
      for (const change of missed) if (change.kind === 'renamed') rename(session, change.person)
      forget(token)
      sessions.set(token, session)
      session.isKnown = true
    },
  )

  const recheck = createReadings(async (sessionIds: number[]) => {
    // One that is being loaded may have been read before it ended.
    await sessionLoader.settled()
    const asked = new Set(sessionIds)
    await forgetEnded(({ actor }) => asked.has(actor.sessionId))
  })

  /** Also finds out whose rooms are others than they were. */
  async function forgetEnded(isAsked: (session: LiveSession) => boolean): Promise<void> {
    const inQuestion = [...sessions].filter(([, session]) => isAsked(session))
    if (inQuestion.length === 0) return
    const ids = inQuestion.map(([, { actor }]) => actor.sessionId)
    const usable = await usableSessions(database, ids, clock())
    for (const [token, session] of inQuestion) {
      const belongingRev = usable.get(session.actor.sessionId)
      if (belongingRev === undefined) {
        if (sessions.get(token) === session) forget(token)
      } else if (belongingRev > session.person.belonging.rev) session.person.isBehind = true
    }
  }

  async function readAnew(person: LivePerson): Promise<void> {
    const { belonging, ended } = await storedBelonging(database, person.id)
    person.ended = ended
    // What was committed here meanwhile is newer than what was read.
    if (belonging.rev < person.belonging.rev) return
    const readUpTo = new Map(belonging.readUpTo)
    // A marker that went back has raised it.
    const mayBeNewer = belonging.rev === person.belonging.rev
    for (const [roomId, seq] of person.belonging.readUpTo) {
      const read = readUpTo.get(roomId)
      if (mayBeNewer && read !== undefined && read < seq) readUpTo.set(roomId, seq)
    }
    setBelonging(person, { ...belonging, readUpTo }, positions)
    mentioned.note(person)
  }

  function known(token: string, now: number): LiveSession | undefined {
    const session = sessions.get(token)
    if (!session || !isLiving(session, now)) return undefined
    session.isHeard = true
    return session
  }

  function forget(token: string): void {
    const session = sessions.get(token)
    if (session) session.isKnown = false
    sessions.delete(token)
  }

  return {
    known,
    byToken: (token, now) => known(token, now) ?? sessionLoader.load(token),
    attendance: (personId, now) => hearing.attendance(personId, people.get(personId), now),
    heardSince(time) {
      const heard = [...people.values()].filter(({ seenAt }) => seenAt > time)
      const looking = heard.filter(({ lookedAt }) => lookedAt > time)
      return { heard: heard.map(({ id }) => id), looking: looking.map(({ id }) => id) }
    },
    heardElsewhere: hearing.elsewhere,
    published(change) {
      personLoader.published(change)
      sessionLoader.published(change)
      switch (change.kind) {
        case 'presence': {
          if (change.now === 'outside') break
          hearing.noted(change.person.id, change.now, clock())
          break
        }
        case 'segment':
          for (const one of change.changes) this.published(one)
          break
        case 'read':
        case 'belonging':
        case 'blocks': {
          const person = people.get(change.personId)
          if (person) applyTo(person, change, positions)
          break
        }
        case 'session_ended':
          for (const [token, session] of sessions) if (ends(change, session)) forget(token)
          break
        case 'renamed':
          for (const session of sessions.values()) rename(session, change.person)
          break
        case 'message':
        case 'revised':
          for (const person of mentioned.heard(change)) applyTo(person, change, positions)
          break
        case 'pin':
        case 'epoch':
        case 'room':
        case 'room_changed':
        case 'room_deleted':
          break
        default:
          change satisfies never
      }
    },
    recheck,
    haveRead(personIds) {
      hints += personIds.length
      for (const id of personIds) {
        const person = people.get(id)
        if (person) person.isBehind = true
      }
    },
    async catchUp(person) {
      if (!person.isBehind) return
      person.isBehind = false
      try {
        await readAnew(person)
      } catch (error) {
        person.isBehind = true
        throw error
      }
    },
    tidy(now) {
      hearing.tidy(now)
      const lagging: LiveSession[] = []
      for (const [token, session] of sessions) {
        if (session.isHeard) {
          session.isHeard = false
          session.usedAt = now
          session.person.seenAt = now
          if (session.isLooking) session.person.lookedAt = now
          session.isLooking = false
          if (now - session.lastSeenAt > touchEvery) lagging.push(session)
        }
        if (now - session.usedAt > forgetAfter || !isLiving(session, now)) forget(token)
      }
      const online = new Set([...sessions.values()].map((session) => session.person))
      for (const [personId, person] of people) {
        person.polls = 0
        if (!online.has(person)) people.delete(personId)
      }
      return lagging
    },
    async sweep() {
      await forgetEnded(() => true)
      for (const person of people.values()) {
        if (!person.looksAtRooms) {
          if (person.isBehind) await this.catchUp(person)
          continue
        }
        person.looksAtRooms = false
        await readAnew(person)
      }
    },
  }
}

function rename(session: LiveSession, { id, username }: User): void {
  if (session.actor.id === id) session.actor = { ...session.actor, username }
}

function ends(change: Change, session: LiveSession): boolean {
  return change.kind === 'session_ended' && change.sessionId === session.actor.sessionId
}

async function livePerson(
  database: Database,
  id: string,
  now: number,
  positions: Positions,
): Promise<LivePerson> {
  const { belonging, ended } = await storedBelonging(database, id)
  const person: LivePerson = {
    id,
    belonging: nowhere,
    readVersion: 0,
    markedAt: none,
    bansAt: none,
    knownSince: positions.newest(),
    ended,
    seenAt: now,
    lookedAt: 0,
    isBehind: false,
    looksAtRooms: false,
    polls: 0,
    underWay: 0,
  }
  setBelonging(person, belonging, positions)
  return person
}

/** Those of these sessions that are usable, and at which revision the rooms of their people are. */
async function usableSessions(
  database: Database,
  ids: number[],
  now: number,
): Promise<ReadonlyMap<number, number>> {
  const rows = await database
    .db()
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select(['session.id', 'person.belonging_rev'])
    .where(database.oneOf('session.id', ids))
    .where(mayEnter(now))
    .execute()
  return new Map(rows.map((row) => [row.id, row.belonging_rev]))
}

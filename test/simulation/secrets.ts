import { breach } from './breach.ts'
import { type Call, type Exchange, ownerOf, type Reply } from './network.ts'
import type { Truth } from './truth.ts'

/** Why a room is hidden from somebody: it was made so, or was closed to all, or closed to them. */
type Cause = 'always' | 'kind' | 'person'

/** Since which step everybody has to know that it is hidden; undefined: nobody was promised it yet. */
interface Hidden {
  cause: Cause
  since?: number
}

export type SecretObserver = ReturnType<typeof createSecretObserver>

/**
 * P12 and P13: what somebody may not see is in no answer to them: neither a room's name nor anything
 * written there, from the moment that it was acknowledged that they see it no more; and not even the id
 * of a room that they never saw.
 * @param writtenIn the room in which a text of a file stands
 */
export function createSecretObserver(
  truth: Truth,
  writtenIn: (text: string) => string | undefined,
) {
  /** By room and person. */
  let hidden = new Map<string, Hidden>()
  let seen = new Set<string>()
  /** Where somebody was to be let in, perhaps for a moment that no step saw. */
  const invited = new Set<string>()
  /** Of each room, as of the last step. */
  let kinds = new Map<string, string>()
  let acknowledged: { call: Call; owner: string; step: number }[] = []
  let answers: { exchange: Exchange; reply: Reply; asked: number }[] = []

  const noteWhoSees = (step: number): void => {
    const { standing } = truth
    for (const { id, kind } of truth.rooms()) {
      for (const person of standing.people()) {
        const place = `${id} ${person}`
        if (standing.sees(person, id)) {
          hidden.delete(place)
          seen.add(place)
        } else if (!hidden.has(place)) {
          const wasOpen = kinds.get(id) === 'open'
          const cause = !seen.has(place) ? 'always' : wasOpen ? 'kind' : 'person'
          hidden.set(place, cause === 'always' ? { cause, since: step } : { cause })
        }
      }
      kinds.set(id, kind)
    }
  }

  /** Who hears that somebody was put out, or a room closed, knows that every process does. */
  const promise = (roomId: string, cause: Cause, step: number, person?: string): void => {
    for (const [place, entry] of hidden) {
      const isMeant = place === `${roomId} ${person}` || person === undefined
      if (place.startsWith(`${roomId} `) && isMeant && entry.cause === cause) entry.since ??= step
    }
  }

  const takeIn = ({ call, owner, step }: { call: Call; owner: string; step: number }): void => {
    const [, roomId = '', what, personId = ''] =
      call.path.match(/^\/api\/rooms\/([^/]+)(?:\/(members|bans)\/([^/]+))?$/) ?? []
    if (roomId === '') return
    const isOut =
      (what === 'members' && call.method === 'DELETE') || (what === 'bans' && call.method === 'PUT')
    const person = personId === 'me' ? owner : truth.standing.nameOf(personId)
    if (isOut && person !== undefined) promise(roomId, 'person', step, person)
    if (call.method === 'PATCH' && call.body?.includes('"kind":"private"')) {
      promise(roomId, 'kind', step)
    }
  }

  const knowsNamesake = (owner: string, { id, name }: { id: string; name: string }): boolean =>
    truth
      .rooms()
      .some((room) => room.id !== id && room.name === name && seen.has(`${room.id} ${owner}`))

  const check = (exchange: Exchange, reply: Reply, asked: number): void => {
    const owner = ownerOf(exchange)
    const { method, path, body = '' } = exchange.call
    const told = (what: string) =>
      breach('P13', `${owner} is told ${what} with the answer to ${method} ${path}`)
    const rooms = new Set<string>()
    for (const [text] of reply.text.matchAll(/«[^»]*»/g)) {
      const roomId = writtenIn(text) ?? truth.placeOf(text)?.roomId
      if (roomId !== undefined && !body.includes(text)) rooms.add(roomId)
    }
    for (const { id, name } of truth.rooms()) {
      const entry = hidden.get(`${id} ${owner}`)
      if (!entry || !(asked > (entry.since ?? Number.POSITIVE_INFINITY))) continue
      if (rooms.has(id)) throw told(`what is written in “${name}”`)
      // A direct room is called by the names of people. Of what was created twice, one may be theirs.
      const namesHidden = name !== '' && reply.text.includes(`"${name}"`)
      if (namesHidden && !knowsNamesake(owner, { id, name })) throw told(`the name of “${name}”`)
      const isUnknown = entry.cause === 'always' && !invited.has(`${id} ${owner}`)
      if (isUnknown && reply.text.includes(`"${id}"`) && !path.includes(id)) {
        throw told(`that there is “${name}”`)
      }
    }
  }

  return {
    /** A request reaches a process. */
    arrived({ call, from }: Exchange): void {
      const [, roomId = '', personId = ''] =
        call.path.match(/^\/api\/rooms\/([^/]+)\/members\/([^/]+)$/) ?? []
      if (roomId !== '') invited.add(`${roomId} ${truth.standing.nameOf(personId)}`)
      if (call.path.startsWith('/api/invites/')) {
        for (const { id } of truth.rooms()) invited.add(`${id} ${ownerOf({ from })}`)
      }
    },

    answered(exchange: Exchange, reply: Reply, asked: number, step: number): void {
      answers.push({ exchange, reply, asked })
      const isDone = reply.status === 204 || reply.status === 200
      if (isDone && exchange.call.method !== 'GET') {
        acknowledged.push({ call: exchange.call, owner: ownerOf(exchange), step })
      }
    },

    /** A step is over. */
    check(step: number): void {
      noteWhoSees(step)
      for (const one of acknowledged) takeIn(one)
      for (const { exchange, reply, asked } of answers) check(exchange, reply, asked)
      acknowledged = []
      answers = []
    },

    /** A backup took the place of the database, and no process remembers what was before. */
    restored(): void {
      hidden = new Map()
      seen = new Set()
      kinds = new Map()
      acknowledged = []
      answers = []
    },
  }
}

import Value from 'typebox/value'
import { News, type RoomNews } from '../../src/protocol/news.ts'
import type { Room } from '../../src/protocol/rooms.ts'
import { breach } from './breach.ts'
import type { Call, Exchange, Reply } from './network.ts'
import type { Page } from './page.ts'

export function asksForNews({ method, path }: Call): boolean {
  return method === 'GET' && path.startsWith('/api/me/news')
}

/**
 * P10 for the list of rooms: what a window built from news is what a fresh list shows; and nothing on
 * it goes back to an older state.
 */
export function createListObserver() {
  /** The last time that each window asked. */
  const asked = new Map<string, Exchange>()
  /** Everything there was, as the process that gave an answer had it at that moment. */
  const fresh = new WeakMap<Reply, News>()
  /** With which version each window was last told of each room. */
  const versions = new Map<string, Map<string, number>>()
  let due: { name: string; answer: News; expected: News }[] = []
  /** How many messages a window has shown of a room, by both. */
  const shown = new Map<string, number>()

  return {
    sent(exchange: Exchange): void {
      if (asksForNews(exchange.call)) asked.set(exchange.from, exchange)
    },

    /** @param all the answer to who asks the same process for everything */
    answered(reply: Reply, all: Reply | undefined): void {
      const answer = newsIn(reply)
      const everything = all && newsIn(all)
      // Something may have happened between the two.
      if (!answer || !everything || stateOf(answer) !== stateOf(everything)) return
      fresh.set(reply, everything)
    },

    heard(exchange: Exchange, reply: Reply): void {
      const { from } = exchange
      const answer = asked.get(from) === exchange ? newsIn(reply) : undefined
      if (!answer) return
      const before = answer.all ? new Map<string, number>() : (versions.get(from) ?? new Map())
      // It is from a process that is behind, and the window lets go of it.
      if (answer.rooms.some(({ id, version }) => version < (before.get(id) ?? 0))) return
      for (const { id, version } of answer.rooms) before.set(id, version)
      versions.set(from, before)
      const expected = fresh.get(reply)
      if (expected && !answer.more) due.push({ name: from, answer, expected })
    },

    /** A step is over. */
    check(pages: Page[], isDeleted: (roomId: string) => boolean, restored: boolean): void {
      const all = due
      due = []
      for (const page of pages) {
        const rooms = page.store.rooms.value
        if (!rooms) continue
        const { expected } = all.findLast(({ name }) => name === page.name) ?? {}
        // That one's own room is gone is shown when it is known who deleted it.
        const mine = page.store.whereabouts.value?.id
        const isWaiting = mine !== undefined && !expected?.rooms.some(({ id }) => id === mine)
        if (expected && page.route.value.kind === 'rooms' && !isWaiting) {
          checkSame(page, rooms, expected.rooms, isDeleted, versions.get(page.name))
        }
        if (!restored) checkNothingGoesBack(page, rooms, shown)
      }
    },

    /** The window is closed; the next one of that name begins anew. */
    closed({ name }: Page): void {
      asked.delete(name)
      versions.delete(name)
      for (const place of shown.keys()) if (place.startsWith(`${name} `)) shown.delete(place)
    },
  }
}

/** The window may be further than the process that it asked last, if others have told it more. */
function checkSame(
  page: Page,
  rooms: readonly Room[],
  expected: RoomNews[],
  isDeleted: (roomId: string) => boolean,
  versions: ReadonlyMap<string, number> = new Map(),
): void {
  const shown = new Map(rooms.map((room) => [room.id, room]))
  for (const { version, ...room } of expected) {
    const here = shown.get(room.id)
    shown.delete(room.id)
    const knowsMore = here ? (versions.get(room.id) ?? 0) > version : isDeleted(room.id)
    if (knowsMore || JSON.stringify(here) === JSON.stringify(room)) continue
    throw breach('P10', `${page.name} lists ${sketch(here)}, and a fresh list has ${sketch(room)}`)
  }
  for (const room of shown.values()) {
    if (versions.has(room.id) && !isDeleted(room.id)) continue
    throw breach('P10', `${page.name} lists ${sketch(room)}, and a fresh list does not have it`)
  }
}

/** What a room holds only grows. */
function checkNothingGoesBack(
  page: Page,
  rooms: readonly Room[],
  before: Map<string, number>,
): void {
  for (const room of rooms) {
    const place = `${page.name} ${room.id}`
    if (room.messages < (before.get(place) ?? 0)) {
      throw breach('P11', `${page.name} lists ${sketch(room)}, and had listed more`)
    }
    before.set(place, room.messages)
  }
}

function newsIn(reply: Reply): News | undefined {
  if (reply.status !== 200) return undefined
  const body: unknown = JSON.parse(reply.text)
  return Value.Check(News, body) ? body : undefined
}

/** Of the cursor: which rooms there were, and what the person had read. */
function stateOf({ cursor }: News): string {
  return cursor.split('.').slice(0, 3).join()
}

function sketch(room: Room | undefined): string {
  if (!room) return 'no such room'
  const { name, people, messages, unread } = room
  return `“${name}” (${people} inside, ${messages} messages, ${unread} unread)`
}

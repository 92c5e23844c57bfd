import type { FirstLoad } from '../../protocol/first-load.ts'
import type { News } from '../../protocol/news.ts'
import type { Room } from '../../protocol/rooms.ts'
import { type Api, ofMine, type Polled, type Refusal } from './api.ts'
import type { Clock } from './clock.ts'
import { type Outcome, type PollLoop, startPolling } from './poll-loop.ts'
import { emptyList, listAfter } from './room-list.ts'
import type { Store } from './store.ts'

type Deps = {
  api: Api
  store: Store
  clock: Clock
  random: () => number
  first?: FirstLoad['list']
}

type Heard = Extract<Polled, { ok: true }>

export type Lobby = ReturnType<typeof createLobby>

/**
 * Keeps the list of rooms current: it is told what changed, and only that. While no room is polled it
 * polls by itself; else it asks when the polls of that room say that there is something new elsewhere,
 * and only of the rooms that one belongs to.
 */
export function createLobby({ api, store, clock, random, first }: Deps) {
  let loop: PollLoop | null = null
  /** Rises whenever somebody else is to ask: late answers to whoever asked before are let go. */
  let turns = 0
  /** The list that came with the page; it is good once. */
  let given = first ?? null
  let list = emptyList
  /** What the polls of a room said of the others when the list was last made to agree with it. */
  let agreed: { roomId: string; number: string } | null = null
  let catchingUp: Promise<boolean> | null = null

  const stop = () => {
    turns += 1
    agreed = null
    catchingUp = null
    loop?.stop()
    loop = null
  }

  /** What became of the room that the person is in, if it is not on the list any more. */
  const fateOfMine = async (rooms: readonly Room[]) => {
    const mine = store.whereabouts.peek()
    if (!mine || rooms.some(({ id }) => id === mine.id)) return undefined
    return api.fateOf(mine.id)
  }

  /** Where news go on: at what is shown. What is not shown is another's, or was never whole. */
  const begin = () => {
    if (given) {
      list = { ...emptyList, ...given }
      store.apply({ kind: 'rooms_listed', rooms: list.rooms })
    } else if (store.rooms.peek() !== list.rooms) list = emptyList
    given = null
  }

  const failed = ({ code, retryAfter }: Refusal): Outcome => {
    switch (code) {
      case 'cursor_unknown':
        list = emptyList
        return { kind: 'more' }
      case 'not_logged_in':
        store.apply({ kind: 'logged_out', ended: true })
        return { kind: 'over' }
      default:
        return { kind: 'failed', ...(retryAfter !== undefined && { retryAfter }) }
    }
  }

  const ask = async (of: '' | typeof ofMine): Promise<Outcome> => {
    const turn = turns
    const answer = await api.news(list.cursor, of)
    if (turn !== turns) return { kind: 'over' }
    return answer.ok ? take(answer.value) : failed(answer.refusal)
  }

  const take = async (news: News): Promise<Outcome> => {
    const turn = turns
    const next = listAfter(list, news)
    if (!next) return { kind: 'well' }
    // Of a list that is not whole yet, rooms would be missing that nobody has deleted.
    if (!news.more && next.rooms !== store.rooms.peek()) {
      const fate = await fateOfMine(next.rooms)
      if (turn !== turns) return { kind: 'over' }
      store.apply({ kind: 'rooms_listed', rooms: next.rooms, fate })
    }
    list = next
    return { kind: news.more ? 'more' : 'well' }
  }

  /** Brings the list up to date while it is not polled. False: it is not. */
  const catchUp = (of: '' | typeof ofMine, told?: News): Promise<boolean> => {
    const turn = turns
    const asking = async () => {
      begin()
      const before = list
      let outcome = told ? await take(told) : await ask(of)
      while (outcome.kind === 'more') outcome = await ask(of)
      if (turn === turns) catchingUp = null
      // News from a server that is a moment behind were let go of.
      return turn === turns && outcome.kind === 'well' && list !== before
    }
    catchingUp = asking()
    return catchingUp
  }

  /** What is added to the address of a poll of this room: where the news of the others are to go on. */
  const asks = (roomId: string): string =>
    agreed?.roomId === roomId ? `&news=${list.cursor}&known=${agreed.number}` : ''

  return {
    /** Shows what came with the page, and leaves the asking to the polls of a room. */
    rest() {
      stop()
      begin()
    },

    open() {
      stop()
      begin()
      store.apply({ kind: 'connection', connection: { kind: 'well' } })
      loop = startPolling(() => ask(''), {
        clock,
        random,
        connection: (connection) => store.apply({ kind: 'connection', connection }),
      })
    },

    asks,

    /**
     * A poll of this room, asked this way, says this of all others, and perhaps what is new there. Should
     * asking for that fail, the next poll says it again.
     */
    async heard(roomId: string, asked: string, { number, value }: Heard) {
      const isKnown = agreed?.roomId === roomId && agreed.number === number
      if (!number || isKnown || catchingUp || loop) return
      begin()
      const told = asked === asks(roomId) ? value.news : undefined
      if (await catchUp(ofMine, told)) agreed = { roomId, number }
    },

    /** For what shows other rooms than one's own while a room is polled. */
    async look() {
      await catchingUp
      if (!loop && !catchingUp) await catchUp('')
    },

    stop,
    /** To be called after a change of one's own: the list shows it without waiting for its poll. */
    refresh: () => loop?.hurry(),
    wake: () => loop?.wake(),
  }
}

import type { FirstLoad } from '../../protocol/first-load.ts'
import type { Room } from '../../protocol/rooms.ts'
import { type Api, ofMine, type Refusal } from './api.ts'
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
  let agreed: { roomId: string; news: string } | null = null
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
    if (!answer.ok) return failed(answer.refusal)
    const next = listAfter(list, answer.value)
    if (!next) return { kind: 'well' }
    // Of a list that is not whole yet, rooms would be missing that nobody has deleted.
    if (!answer.value.more && next.rooms !== store.rooms.peek()) {
      const fate = await fateOfMine(next.rooms)
      if (turn !== turns) return { kind: 'over' }
      store.apply({ kind: 'rooms_listed', rooms: next.rooms, fate })
    }
    list = next
    return { kind: answer.value.more ? 'more' : 'well' }
  }

  /** Brings the list up to date while it is not polled. False: it is not. */
  const catchUp = (of: '' | typeof ofMine): Promise<boolean> => {
    const turn = turns
    const asking = async () => {
      begin()
      let outcome = await ask(of)
      while (outcome.kind === 'more') outcome = await ask(of)
      if (turn === turns) catchingUp = null
      return turn === turns && outcome.kind === 'well'
    }
    catchingUp = asking()
    return catchingUp
  }

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

    /** A poll of this room says this of all others. Should asking fail, the next poll says it again. */
    async heard(roomId: string, news: string) {
      const isKnown = agreed?.roomId === roomId && agreed.news === news
      if (isKnown || catchingUp || loop) return
      if (await catchUp(ofMine)) agreed = { roomId, news }
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

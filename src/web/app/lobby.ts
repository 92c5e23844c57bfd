import type { FirstLoad } from '../../protocol/first-load.ts'
import type { Room } from '../../protocol/rooms.ts'
import type { Api, Refusal } from './api.ts'
import type { Clock } from './clock.ts'
import { type Outcome, type PollLoop, startPolling } from './poll-loop.ts'
import { emptyList, listAfter, type RoomList } from './room-list.ts'
import type { Store } from './store.ts'

type Deps = {
  api: Api
  store: Store
  clock: Clock
  random: () => number
  first?: FirstLoad['list']
}

export type Lobby = ReturnType<typeof createLobby>

/** Keeps the list of rooms current while it is looked at: it is told what changed, and only that. */
export function createLobby({ api, store, clock, random, first }: Deps) {
  let loop: PollLoop | null = null
  /** The list that came with the page; it is good once. */
  let given = first ?? null
  let list = emptyList

  const stop = () => {
    loop?.stop()
    loop = null
  }

  /** Who deleted the room that the person is in, if it is not on the list any more. */
  const deleterOfMine = async (rooms: readonly Room[]) => {
    const mine = store.whereabouts.peek()
    if (!mine || rooms.some(({ id }) => id === mine.id)) return undefined
    return api.deleterOf(mine.id)
  }

  /** Where news go on: at what is shown. What is not shown is another's, or was never whole. */
  const begin = (): RoomList => {
    if (given) return { ...emptyList, ...given }
    return store.rooms.peek() === list.rooms ? list : emptyList
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

  const open = () => {
    stop()
    list = begin()
    if (given) store.apply({ kind: 'rooms_listed', rooms: list.rooms })
    given = null
    const poll = async (): Promise<Outcome> => {
      const answer = await api.news(list.cursor)
      if (loop !== mine) return { kind: 'over' }
      if (!answer.ok) return failed(answer.refusal)
      const next = listAfter(list, answer.value)
      if (!next) return { kind: 'well' }
      // Of a list that is not whole yet, rooms would be missing that nobody has deleted.
      if (!answer.value.more && next.rooms !== store.rooms.peek()) {
        const deleter = await deleterOfMine(next.rooms)
        if (loop !== mine) return { kind: 'over' }
        store.apply({ kind: 'rooms_listed', rooms: next.rooms, deleter })
      }
      list = next
      return { kind: answer.value.more ? 'more' : 'well' }
    }
    store.apply({ kind: 'connection', connection: { kind: 'well' } })
    const mine = startPolling(poll, {
      clock,
      random,
      connection: (connection) => store.apply({ kind: 'connection', connection }),
    })
    loop = mine
  }

  return {
    open,
    stop,
    /** To be called after a change of one's own: the list shows it without waiting for its poll. */
    refresh: () => loop?.hurry(),
    wake: () => loop?.wake(),
  }
}

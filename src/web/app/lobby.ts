import type { FirstLoad } from '../../protocol/first-load.ts'
import type { Room } from '../../protocol/rooms.ts'
import type { Api } from './api.ts'
import type { Clock } from './clock.ts'
import { type Outcome, type PollLoop, startPolling } from './poll-loop.ts'
import type { Store } from './store.ts'

type Deps = {
  api: Api
  store: Store
  clock: Clock
  random: () => number
  first?: FirstLoad['list']
}

export type Lobby = ReturnType<typeof createLobby>

/** Keeps the list of rooms current while it is looked at. */
export function createLobby({ api, store, clock, random, first }: Deps) {
  let loop: PollLoop | null = null
  /** The list that came with the page; it is good once. */
  let given = first ?? null

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

  const open = () => {
    stop()
    let etag = given?.etag ?? null
    if (given) store.apply({ kind: 'rooms_listed', rooms: given.rooms })
    given = null
    const poll = async (): Promise<Outcome> => {
      const answer = await api.rooms(etag)
      if (loop !== mine) return { kind: 'over' }
      if (!answer.ok) {
        const { code, retryAfter } = answer.refusal
        if (code !== 'not_logged_in') {
          return { kind: 'failed', ...(retryAfter !== undefined && { retryAfter }) }
        }
        store.apply({ kind: 'logged_out', ended: true })
        return { kind: 'over' }
      }
      if (answer.value.kind === 'list') {
        etag = answer.value.etag
        const { rooms } = answer.value
        const deleter = await deleterOfMine(rooms)
        if (loop !== mine) return { kind: 'over' }
        store.apply({ kind: 'rooms_listed', rooms, deleter })
      }
      return { kind: 'well' }
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

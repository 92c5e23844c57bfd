import type { Message, MessagePage } from '../../protocol/messages.ts'
import type { Answer, Api, Refusal } from './api.ts'
import type { Clock } from './clock.ts'
import type { Lobby } from './lobby.ts'
import { type Outcome, type PollLoop, startPolling } from './poll-loop.ts'
import { newestOf } from './revised.ts'
import type { Store } from './store.ts'

type Deps = {
  api: Api
  store: Store
  clock: Clock
  random: () => number
  /** Hears what each poll of a room says of all others. */
  elsewhere?: Pick<Lobby, 'asks' | 'heard'>
}

/** How many messages one step along the log fetches. */
const olderPage = 100

export type Sync = ReturnType<typeof createSync>

/**
 * Keeps this window's view of one room current: joins it, polls it, starts again from a fresh page
 * when the server no longer knows the cursor, and ends with a plain word in the store when the
 * person is no longer inside.
 */
export function createSync({ api, store, clock, random, elsewhere }: Deps) {
  let loop: PollLoop | null = null
  let cursor: string | null = null
  /** Rises with every visit, so that late answers to an earlier one are let go. */
  let visits = 0
  /** Rises with every fresh page. */
  let joins = 0
  /** Joins and leaves go out one after the other: the last one asked for is the last one done. */
  let moves: Promise<unknown> = Promise.resolve()
  let fetching: Promise<boolean> | null = null
  /** What was revised while a page was on its way: it may be from before that. */
  let meanwhile: Message[] = []

  const inTurn = <T>(move: () => Promise<T>): Promise<T> => {
    const turn = moves.then(move)
    moves = turn
    return turn
  }

  const stop = () => {
    visits += 1
    cursor = null
    loop?.stop()
    loop = null
  }

  /** Joins a room, leaving any other, and keeps up with it until told otherwise. */
  const enter = (roomId: string) => {
    stop()
    store.apply({ kind: 'entering', roomId })
    const visit = visits
    loop = startPolling(
      async () => {
        const current = () => visit === visits
        return cursor === null ? join(roomId, current) : poll(roomId, cursor, current)
      },
      {
        clock,
        random,
        connection: (connection) => store.apply({ kind: 'connection', connection }),
      },
    )
  }

  /** Looks at a room without going in. */
  const stayOutside = async (roomId: string) => {
    stop()
    const visit = visits
    store.apply({ kind: 'came_to_door', roomId, room: null })
    const list = await api.rooms()
    const listed = list.ok ? list.value.rooms : []
    const room = listed.find(({ id }) => id === roomId) ?? null
    // What is not on the list may be gone; to read in it is refused with the reason.
    const reading = room ? null : await api.olderMessages(roomId, 1, 1)
    if (visit !== visits) return
    if (room) store.apply({ kind: 'came_to_door', roomId, room })
    else if (reading && !reading.ok && reading.refusal.code !== 'not_in_room') {
      await ended(roomId, reading.refusal)
    }
  }

  const join = async (roomId: string, current: () => boolean): Promise<Outcome> => {
    const answer = await inTurn(async () => (current() ? api.joinRoom(roomId) : null))
    if (!answer || !current()) return { kind: 'over' }
    if (!answer.ok) return ended(roomId, answer.refusal)
    // First: who sees the fresh page asks at once for what belongs to it.
    joins += 1
    if (!store.apply({ kind: 'joined', joined: answer.value })) return { kind: 'failed' }
    cursor = answer.value.cursor
    return { kind: 'well' }
  }

  const poll = async (roomId: string, after: string, current: () => boolean): Promise<Outcome> => {
    const asked = elsewhere?.asks(roomId) ?? ''
    const answer = await api.changes(roomId, after, asked)
    if (!current()) return { kind: 'over' }
    if (!answer.ok) return ended(roomId, answer.refusal)
    // A change that the store refuses must not be skipped: start again from a fresh page.
    if (!store.apply({ kind: 'changed', changes: answer.value })) {
      cursor = null
      return { kind: 'failed' }
    }
    if (fetching !== null) meanwhile.push(...(answer.value.revised ?? []))
    cursor = answer.value.cursor
    void elsewhere?.heard(roomId, asked, answer)
    return { kind: answer.value.more ? 'more' : 'well' }
  }

  /** What a refused join or poll means for the visit. */
  const ended = async (roomId: string, refusal: Refusal): Promise<Outcome> => {
    switch (refusal.code) {
      case 'cursor_unknown':
        cursor = null
        return { kind: 'more' }
      case 'room_deleted':
        store.apply({
          kind: 'room_deleted',
          room: refusal.room ?? { id: roomId, name: '' },
          by: refusal.deletedBy,
        })
        return { kind: 'over' }
      case 'not_found':
      case 'banned':
      case 'room_not_found':
      case 'invalid_input':
        store.apply({ kind: 'room_missing', roomId })
        return { kind: 'over' }
      case 'not_in_room':
        return refusal.reason ? putOut(roomId, refusal.reason) : moved()
      case 'not_logged_in':
        store.apply({ kind: 'logged_out', ended: true })
        return { kind: 'over' }
      default:
        return {
          kind: 'failed',
          ...(refusal.retryAfter !== undefined && { retryAfter: refusal.retryAfter }),
        }
    }
  }

  const putOut = (roomId: string, reason: 'removed' | 'banned'): Outcome => {
    const here = store.visit.value
    const name = here.kind === 'inside' ? here.room.name : ''
    store.apply({ kind: 'put_out', room: { id: roomId, name }, reason })
    return { kind: 'over' }
  }

  /** Never rejoins by itself: the window that moved the person has the last word. */
  const moved = async (): Promise<Outcome> => {
    const visit = visits
    // If it is this window that is leaving just now, that is no news.
    await moves
    if (visit !== visits) return { kind: 'over' }
    const answer = await api.session()
    const here = store.visit.value
    if (visit !== visits || here.kind !== 'inside') return { kind: 'over' }
    if (!answer.ok && answer.refusal.code === 'not_logged_in') {
      store.apply({ kind: 'logged_out', ended: true })
      return { kind: 'over' }
    }
    const to = answer.ok && answer.value.room?.id !== here.room.id ? answer.value.room : null
    store.apply({ kind: 'moved', room: here.room, to })
    return { kind: 'over' }
  }

  /** Leaves the room; a refusal means that the person is still inside. */
  const leave = async () => {
    const answer = await inTurn(() => api.leaveRoom())
    if (!answer.ok) return answer
    stop()
    store.apply({ kind: 'left' })
    return answer
  }

  /** Fetches the page before the oldest message shown. False: it did not come. */
  const loadOlder = async (): Promise<boolean> => {
    const first = store.messages.value[0]
    if (!first || !store.hasOlder.value) return true
    return fetchPage(
      'older_loaded',
      (roomId) => api.olderMessages(roomId, first.seq, olderPage),
      // A fresh page may have replaced the run that this one was to stand before.
      () => store.messages.value[0]?.id === first.id,
    )
  }

  /** Fetches what follows on what is shown, until that meets the newest messages. */
  const loadNewer = async (): Promise<boolean> => {
    const last = store.messages.value.at(-1)
    if (!last || store.atEnd.value) return true
    return fetchPage(
      'newer_loaded',
      (roomId) => api.newerMessages(roomId, last.seq, olderPage),
      () => store.messages.value.at(-1)?.id === last.id,
    )
  }

  /** Has the message with this `seq` among those shown, with what stands around it. */
  const lookAt = async (seq: number): Promise<boolean> => {
    const roomId = roomInside()
    let number: number
    do {
      // The log, or somebody else who waited, may have begun to fetch again before it is this one's turn.
      while (fetching !== null) await fetching
      if (roomInside() !== roomId || isWithin(seq, store.messages.value)) return true
      if (isWithin(seq, store.newest.value)) return store.apply({ kind: 'back_to_newest' })
      number = joins
      const came = await fetchPage(
        'looked_at',
        (room) => api.messagesAround(room, seq, olderPage),
        () => true,
      )
      if (!came) return false
      // Entered anew meanwhile, the log begins with a fresh page again.
    } while (number !== joins)
    return true
  }

  const roomInside = () => {
    const { value: visit } = store.visit
    return visit.kind === 'inside' ? visit.room.id : null
  }

  const fetchPage = async (...page: Parameters<typeof fetchOne>): Promise<boolean> => {
    if (fetching !== null) return true
    meanwhile = []
    fetching = fetchOne(...page).finally(() => {
      fetching = null
    })
    return fetching
  }

  const fetchOne = async (
    kind: 'older_loaded' | 'newer_loaded' | 'looked_at',
    ask: (roomId: string) => Promise<Answer<MessagePage>>,
    isWanted: () => boolean,
  ): Promise<boolean> => {
    const roomId = roomInside()
    if (roomId === null) return true
    const number = joins
    const answer = await ask(roomId)
    if (number !== joins || !isWanted()) return true
    if (!answer.ok) return false
    const { messages } = answer.value
    return store.apply({ kind, page: { ...answer.value, messages: newestOf(messages, meanwhile) } })
  }

  return {
    enter,
    stayOutside,
    leave,
    loadOlder,
    loadNewer,
    lookAt,
    /** Stops keeping up, and stays in the room. */
    stop,
    /** To be called when the line may be back: does not wait for the next try. */
    wake: () => loop?.wake(),
  }
}

const isWithin = (seq: number, run: readonly Message[]) =>
  seq >= (run[0]?.seq ?? Number.POSITIVE_INFINITY) && seq <= (run.at(-1)?.seq ?? 0)

import type { After } from '../../database/timer.ts'
import {
  createSweeper,
  type Feed,
  type Hints,
  type Listener,
  type Sweeper,
  type ThrottledLog,
  type Typist,
} from './feed.ts'
import { createBackends } from './postgres-backends.ts'
import type { Line, LineEvents } from './postgres-line.ts'
import { idsInOne, readWord, type Word } from './postgres-words.ts'

/** Commits within this time, in ms, are told in one go. */
const tellEvery = 20
/** A notification may be lost, with its process or its connection; then this finds it out. In ms. */
const sweepEvery = 1000
/** How long to wait for the others to say that they know; then they have swept meanwhile. In ms. */
const answerWithin = 2 * sweepEvery
/** A question that not everybody has answered yet. */
interface Asked {
  /** The processes that it waits for, by their backends. */
  missing: Map<number, string>
  answered(): void
}

export interface PostgresFeedDeps {
  openLine(events: LineEvents): Line
  after: After
  troubles: ThrottledLog
  /** Hears of notifications that are not understood, each time. */
  onNonsense(error: Error): void
}

/**
 * The feed of PostgreSQL: LISTEN and NOTIFY on a connection of its own, and a sweep once a second.
 *
 * Nothing is notified within the transactions that write: PostgreSQL holds one lock for the whole
 * server from NOTIFY until after the commit, so that they would wait for each other's disk.
 */
export function createPostgresFeed({
  openLine,
  after,
  troubles,
  onNonsense,
}: PostgresFeedDeps): Feed {
  const pending = createPending()
  const asked = new Map<number, Asked>()
  let questions = 0
  let line: Line | undefined
  const backends = createBackends(() => line, after)
  let sweeper: Sweeper | undefined
  let stopSweeping = (): void => {}
  let telling: Promise<void> | undefined
  /** Resolves when what was heard so far is taken in. */
  let taken: Promise<unknown> = Promise.resolve()
  /** Who gave no answer in time: nobody waits for them again before they say something. */
  const silent = new Set<string>()
  let current: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined

  async function tellSoon(): Promise<void> {
    while (!pending.isEmpty()) {
      await new Promise<void>((resolve) => after(tellEvery, resolve))
      for (const hints of pending.take()) await say({ kind: 'hint', ...hints })
    }
    telling = undefined
  }

  /** What cannot be said now is not kept: the sweeps of the others find it. */
  async function say(word: Word): Promise<void> {
    await line?.notify(JSON.stringify(word)).catch(troubles.trouble)
  }

  function hear(payload: string, backend: number, listener: Listener): void {
    if (backends.isStranger(backend)) return
    const from = backends.processOf(backend)
    if (from === undefined) void backends.meet(backend)
    else silent.delete(from)
    const word = readWord(payload)
    if (!word) {
      onNonsense(new Error('A notification that is none of ours was ignored.'))
      return
    }
    switch (word.kind) {
      case 'hint':
        taken = Promise.all([taken, listener.hear(word)])
        break
      case 'question':
        void answer(word.number, backend)
        break
      case 'answer': {
        const question = asked.get(word.number)
        // Of another role's backend it is nobody's answer, and in the list of those asked it is not.
        question?.missing.delete(backend)
        if (question?.missing.size === 0) question.answered()
        break
      }
      default:
        word satisfies never
    }
  }

  async function answer(number: number, backend: number): Promise<void> {
    // What was told before the question has been heard by now: notifications keep their order.
    await taken
    await backends.meet(backend)
    if (backends.processOf(backend) !== undefined) {
      await say({ kind: 'answer', to: backend, number })
    }
  }

  /** The other processes that listen just now; undefined: that cannot be found out. */
  async function listeners(): Promise<Map<number, string> | undefined> {
    const all = await backends.look().catch((error: unknown) => {
      troubles.trouble(error)
      return undefined
    })
    return all && new Map([...all].filter(([, id]) => !silent.has(id)))
  }

  /** Asks all others whether they know what was told, and waits for their answers. */
  async function ask(): Promise<void> {
    next = undefined
    await telling
    const others = await listeners()
    if (others?.size === 0) return
    const number = questions++
    const missing = others ?? new Map()
    const { promise, resolve } = Promise.withResolvers<void>()
    asked.set(number, { missing, answered: resolve })
    await say({ kind: 'question', number })
    const stopWaiting = after(answerWithin, resolve)
    await promise
    stopWaiting()
    asked.delete(number)
    for (const id of missing.values()) silent.add(id)
  }

  function sweepLater(sweeper: Sweeper): void {
    stopSweeping = after(sweepEvery, () => {
      sweepLater(sweeper)
      void sweeper.sweep()
    })
  }

  return {
    listen(listener) {
      const created = createSweeper(listener, {
        trouble: troubles.trouble,
        // As long as there is no connection to listen on, all is not well.
        well: () => void (line?.isOpen() && troubles.well()),
      })
      sweeper = created
      line = openLine({
        onOpen: (isFirst) => void created.sweep(!isFirst),
        onNotification: (payload, backend) => hear(payload, backend, listener),
        onTrouble: troubles.trouble,
      })
      sweepLater(created)
    },
    emit(hints) {
      pending.add(hints)
      if (!pending.isEmpty()) telling ??= tellSoon()
    },
    // Whoever comes while a question is asked shares the next one.
    everybodyKnows() {
      next ??= current = current.then(ask, ask)
      return next
    },
    async close() {
      stopSweeping()
      await sweeper?.stop()
      await telling
      await line?.close()
    },
  }
}

/** One of them takes as much of a notification as so many ids. */
const typistsPerId = 5

/** Gathers hints, and cuts them into pieces that fit into a notification. */
function createPending() {
  let rooms = new Set<string>()
  let listed = new Set<string>()
  let people = new Set<string>()
  let sessions = new Set<number>()
  /** The last word on each. */
  let typing = new Map<string, Typist>()
  const longest = () =>
    Math.max(rooms.size, listed.size, people.size, sessions.size, typing.size * typistsPerId)

  const typistsIn = (piece: number, size: number): Typist[] =>
    [...typing.values()].slice(piece * size, (piece + 1) * size)

  return {
    isEmpty: () => longest() === 0,
    add(hints: Hints): void {
      rooms = rooms.union(new Set(hints.rooms))
      listed = listed.union(new Set(hints.listed))
      people = people.union(new Set(hints.people))
      sessions = sessions.union(new Set(hints.sessions))
      for (const typist of hints.typing ?? []) {
        typing.set(`${typist.roomId} ${typist.personId}`, typist)
      }
    },
    take(): Hints[] {
      const size = Math.floor(idsInOne / 4 / typistsPerId) * typistsPerId
      const pieces = Array.from({ length: Math.ceil(longest() / size) }, (_, piece) => {
        const part = <T>(ids: Set<T>): T[] => [...ids].slice(piece * size, (piece + 1) * size)
        return {
          rooms: part(rooms),
          listed: part(listed),
          people: part(people),
          sessions: part(sessions),
          ...(typing.size > 0 && { typing: typistsIn(piece, size / typistsPerId) }),
        }
      })
      rooms = new Set()
      listed = new Set()
      people = new Set()
      sessions = new Set()
      typing = new Map()
      return pieces
    },
  }
}

import type { Change } from './change.ts'
import {
  createSweeper,
  type Feed,
  type Listener,
  type News,
  newsOf,
  type Sweeper,
  type Troubles,
} from './feed.ts'
import type { Line, LineEvents } from './postgres-line.ts'
import type { After } from './timer.ts'

/** Commits within this time, in ms, are told in one go. */
const tellEvery = 20
/** A notification may be lost, with its process or its connection; then this finds it out. In ms. */
const sweepEvery = 1000
/** How long to wait for the others to say that they know; then they have swept meanwhile. In ms. */
const answerWithin = 2 * sweepEvery
/** PostgreSQL takes no more than 8000 bytes in one notification. */
const maxPayload = 7900

/** What is notified: news, a question whether all before it was taken in, or the answer to one. */
type Word =
  | ({ kind: 'news'; from: string } & News)
  | { kind: 'question'; from: string; number: number }
  | { kind: 'answer'; from: string; to: string; number: number }

/** A question that not everybody has answered yet. */
interface Asked {
  missing: Set<string>
  answered(): void
}

export interface PostgresFeedDeps {
  /** Tells own notifications from those of others. */
  processId: string
  openLine(events: LineEvents): Line
  after: After
  troubles: Troubles
}

/**
 * The feed of PostgreSQL: LISTEN and NOTIFY on a connection of its own, and a sweep once a second.
 *
 * Nothing is notified within the transactions that write: PostgreSQL holds one lock for the whole
 * server from NOTIFY until after the commit, so that they would wait for each other's disk.
 */
export function createPostgresFeed({
  processId,
  openLine,
  after,
  troubles,
}: PostgresFeedDeps): Feed {
  const pending = createPending()
  const asked = new Map<number, Asked>()
  let questions = 0
  let line: Line | undefined
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
      for (const news of pending.take()) await say({ kind: 'news', from: processId, ...news })
    }
    telling = undefined
  }

  /** What cannot be said now is not kept: the sweeps of the others find it. */
  async function say(word: Word): Promise<void> {
    await line?.notify(JSON.stringify(word)).catch(troubles.trouble)
  }

  function hear(payload: string, listener: Listener): void {
    const word: Word = JSON.parse(payload)
    if (word.from === processId) return
    silent.delete(word.from)
    switch (word.kind) {
      case 'news':
        taken = Promise.all([taken, listener.hear(word)])
        break
      case 'question':
        // What was told before the question has been heard by now: notifications keep their order.
        void taken.then(() =>
          say({ kind: 'answer', from: processId, to: word.from, number: word.number }),
        )
        break
      case 'answer': {
        const question = word.to === processId ? asked.get(word.number) : undefined
        question?.missing.delete(word.from)
        if (question?.missing.size === 0) question.answered()
        break
      }
      default:
        // A newer Parlor on the same database may say more than this one understands.
        word satisfies never
    }
  }

  /** The ids of the other processes that listen just now; undefined: that cannot be found out. */
  async function listeners(): Promise<string[] | undefined> {
    const all = await line?.listeners().catch(troubles.trouble)
    return all?.filter((id) => id !== processId && !silent.has(id))
  }

  /** Asks all others whether they know what was told, and waits for their answers. */
  async function ask(): Promise<void> {
    next = undefined
    await telling
    const others = await listeners()
    if (others?.length === 0) return
    const number = questions++
    const missing = new Set(others)
    const { promise, resolve } = Promise.withResolvers<void>()
    asked.set(number, { missing, answered: resolve })
    await say({ kind: 'question', from: processId, number })
    const stopWaiting = after(answerWithin, resolve)
    await promise
    stopWaiting()
    asked.delete(number)
    for (const id of missing) silent.add(id)
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
        onNotification: (payload) => hear(payload, listener),
        onTrouble: troubles.trouble,
      })
      sweepLater(created)
    },
    tell(changes) {
      if (changes.length === 0) return
      pending.add(changes)
      telling ??= tellSoon()
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

/** Gathers news, and cuts it into pieces that fit into a notification. */
function createPending() {
  const roomIds = new Set<string>()
  let changes: Change[] = []

  return {
    isEmpty: () => roomIds.size === 0 && changes.length === 0,
    add(committed: Change[]): void {
      const news = newsOf(committed)
      for (const id of news.roomIds) roomIds.add(id)
      changes.push(...news.changes)
    },
    take(): News[] {
      const pieces = [
        ...changes.map((change): News => ({ changes: [change], roomIds: [] })),
        ...[...roomIds].map((id): News => ({ changes: [], roomIds: [id] })),
      ]
      roomIds.clear()
      changes = []
      const parts: News[] = []
      let now: News = { changes: [], roomIds: [] }
      for (const piece of pieces) {
        const more = {
          changes: [...now.changes, ...piece.changes],
          roomIds: [...now.roomIds, ...piece.roomIds],
        }
        if (Buffer.byteLength(JSON.stringify(more)) > maxPayload) {
          parts.push(now)
          now = piece
        } else now = more
      }
      if (pieces.length > 0) parts.push(now)
      return parts
    },
  }
}

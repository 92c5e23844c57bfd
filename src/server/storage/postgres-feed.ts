import pg from 'pg'
import type { Change } from './change.ts'
import { createSweeper, type Feed, type Listener, type News, newsOf, type Sweeper } from './feed.ts'
import { clientOptions } from './postgres.ts'

const channel = 'parlor'
/** Commits within this time, in ms, are told in one go. */
const tellEvery = 20
/** A notification may be lost, with its process or its connection; then this finds it out. In ms. */
const sweepEvery = 1000
const reconnectAfter = 500
/** PostgreSQL takes no more than 8000 bytes in one notification. */
const maxPayload = 7900

/**
 * The feed of PostgreSQL: LISTEN and NOTIFY on a connection of its own, and a sweep once a second.
 *
 * Nothing is notified within the transactions that write: PostgreSQL holds one lock for the whole
 * server from NOTIFY until after the commit, so that they would wait for each other's disk.
 * @param processId tells own notifications from those of others.
 */
export function createPostgresFeed(
  url: string,
  processId: string,
  onTrouble: (error: unknown) => void,
): Feed {
  const pending = createPending()
  let client: pg.Client | undefined
  let closed = false
  let sweeper: Sweeper | undefined
  let connecting: Promise<void> | undefined
  let telling: NodeJS.Timeout | undefined
  let reconnecting: NodeJS.Timeout | undefined
  let sweeping: NodeJS.Timeout | undefined

  function start(listener: Listener, isFirst: boolean): void {
    connecting = connect(listener, isFirst)
  }

  async function connect(listener: Listener, isFirst: boolean): Promise<void> {
    const fresh = new pg.Client({ ...clientOptions(url), application_name: 'parlor feed' })
    let lost = false
    const loseOnce = (error?: unknown): void => {
      if (lost || closed) return
      lost = true
      client = undefined
      if (error) onTrouble(error)
      fresh.end().catch(() => {})
      reconnecting = setTimeout(() => start(listener, false), reconnectAfter)
    }
    fresh.on('error', loseOnce)
    fresh.on('end', () => loseOnce())
    fresh.on('notification', ({ payload }) => {
      const news = readNews(payload, processId)
      if (news) listener.hear(news)
    })
    try {
      await fresh.connect()
      await fresh.query(`listen ${channel}`)
      if (lost) return
      client = fresh
      sweeper?.sweep(!isFirst).catch(onTrouble)
    } catch (error) {
      loseOnce(error)
    }
  }

  /** What cannot be told now is not kept: the sweeps of the others find it. */
  async function tellNow(): Promise<void> {
    telling = undefined
    const payloads = pending.take(processId)
    try {
      for (const payload of payloads) {
        await client?.query('select pg_notify($1, $2)', [channel, payload])
      }
    } catch (error) {
      onTrouble(error)
    }
  }

  return {
    listen(listener) {
      const created = createSweeper(listener, onTrouble)
      sweeper = created
      sweeping = setInterval(() => created.sweep(), sweepEvery)
      start(listener, true)
    },
    tell(changes) {
      if (changes.length === 0) return
      pending.add(changes)
      telling ??= setTimeout(tellNow, tellEvery)
    },
    async close() {
      closed = true
      clearInterval(sweeping)
      clearTimeout(reconnecting)
      clearTimeout(telling)
      await connecting
      await sweeper?.stop()
      await tellNow()
      await client?.end()
    },
  }
}

/** Gathers news, and cuts it into pieces that fit into a notification. */
function createPending() {
  const roomIds = new Set<string>()
  let changes: Change[] = []

  return {
    add(committed: Change[]): void {
      const news = newsOf(committed)
      for (const id of news.roomIds) roomIds.add(id)
      changes.push(...news.changes)
    },
    take(processId: string): string[] {
      const pieces = [
        ...changes.map((change): News => ({ changes: [change], roomIds: [] })),
        ...[...roomIds].map((id): News => ({ changes: [], roomIds: [id] })),
      ]
      roomIds.clear()
      changes = []
      const payloads: string[] = []
      let now: News = { changes: [], roomIds: [] }
      const payloadOf = (news: News) => JSON.stringify({ from: processId, ...news })
      for (const piece of pieces) {
        const more = {
          changes: [...now.changes, ...piece.changes],
          roomIds: [...now.roomIds, ...piece.roomIds],
        }
        if (Buffer.byteLength(payloadOf(more)) > maxPayload) {
          payloads.push(payloadOf(now))
          now = piece
        } else now = more
      }
      if (pieces.length > 0) payloads.push(payloadOf(now))
      return payloads
    },
  }
}

/** Undefined for what this process told itself. */
function readNews(payload: string | undefined, processId: string): News | undefined {
  const { from, ...news }: News & { from: string } = JSON.parse(payload ?? '{}')
  return from === processId ? undefined : news
}

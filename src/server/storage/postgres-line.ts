import pg from 'pg'
import { clientOptions } from './postgres.ts'

const reconnectAfter = 500

/** A connection of its own that listens to notifications, and is made anew whenever it breaks. */
export interface Line {
  /** Runs a statement when those before it are done. Undefined: there is no connection just now. */
  run(sql: string, values: unknown[]): Promise<pg.QueryResultRow[] | undefined>
  isOpen(): boolean
  close(): Promise<void>
}

export interface LineEvents {
  /** @param isFirst false: there was a time in which notifications may have been lost. */
  onOpen(isFirst: boolean): void
  onNotification(payload: string): void
  onTrouble(error: unknown): void
}

/** @param name what the connection is called in `pg_stat_activity`. */
export function openLine(url: string, name: string, channel: string, events: LineEvents): Line {
  let client: pg.Client | undefined
  let closed = false
  let reconnecting: NodeJS.Timeout | undefined
  let connecting = connect(true)
  let last: Promise<unknown> = Promise.resolve()

  async function connect(isFirst: boolean): Promise<void> {
    const fresh = new pg.Client({ ...clientOptions(url), application_name: name })
    let lost = false
    const loseOnce = (error?: unknown): void => {
      if (lost || closed) return
      lost = true
      client = undefined
      if (error) events.onTrouble(error)
      fresh.end().catch(() => {})
      reconnecting = setTimeout(() => {
        connecting = connect(false)
      }, reconnectAfter)
    }
    fresh.on('error', loseOnce)
    fresh.on('end', () => loseOnce())
    fresh.on('notification', ({ payload = '' }) => events.onNotification(payload))
    try {
      await fresh.connect()
      await fresh.query(`listen ${channel}`)
      if (lost) return
      client = fresh
      events.onOpen(isFirst)
    } catch (error) {
      loseOnce(error)
    }
  }

  return {
    run(sql, values) {
      // One at a time: `pg` will no longer queue them itself.
      const next = last.then(async () => (await client?.query(sql, values))?.rows)
      last = next.catch(() => {})
      return next
    },
    isOpen: () => client !== undefined,
    async close() {
      closed = true
      clearTimeout(reconnecting)
      await connecting
      await last
      const open = client
      client = undefined
      await open?.end()
    },
  }
}

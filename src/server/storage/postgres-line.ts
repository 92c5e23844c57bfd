import pg from 'pg'
import { clientOptions } from './postgres.ts'

const channel = 'parlor'
/** Ms. */
const reconnectAfter = 500

/** A connection of its own that listens to notifications, and is made anew whenever it breaks. */
export interface Line {
  /** Notifies all that listen, when what was asked before is done. Not kept if there is no connection. */
  notify(payload: string): Promise<void>
  /** The ids of all processes that listen just now; undefined: there is no connection. */
  listeners(): Promise<string[] | undefined>
  isOpen(): boolean
  close(): Promise<void>
}

export interface LineEvents {
  /** @param isFirst false: there was a time in which notifications may have been lost. */
  onOpen(isFirst: boolean): void
  onNotification(payload: string): void
  onTrouble(error: unknown): void
}

/** @param processId what the others know this process by. */
export function openLine(url: string, processId: string, events: LineEvents): Line {
  let client: pg.Client | undefined
  let closed = false
  let reconnecting: NodeJS.Timeout | undefined
  let connecting = connect(true)
  let last: Promise<unknown> = Promise.resolve()

  async function connect(isFirst: boolean): Promise<void> {
    const fresh = new pg.Client({ ...clientOptions(url), application_name: nameOf(processId) })
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

  function run(sql: string, values: unknown[]): Promise<pg.QueryResultRow[] | undefined> {
    // One at a time: `pg` will no longer queue them itself.
    const next = last.then(async () => (await client?.query(sql, values))?.rows)
    last = next.catch(() => {})
    return next
  }

  return {
    async notify(payload) {
      await run('select pg_notify($1, $2)', [channel, payload])
    },
    async listeners() {
      const rows = await run(
        'select application_name as name from pg_stat_activity where datname = current_database() and application_name like $1',
        [nameOf('%')],
      )
      return rows?.map(({ name }) => String(name).slice(nameOf('').length))
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

/** What the connection is called in `pg_stat_activity`. */
function nameOf(processId: string): string {
  return `parlor feed ${processId}`
}

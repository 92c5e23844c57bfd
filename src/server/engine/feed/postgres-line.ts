import pg from 'pg'
import { clientOptions } from '../../database/postgres.ts'

const channel = 'parlor'
/** Ms. */
const reconnectAfter = 500

/** A connection of its own that listens to notifications, and is made anew whenever it breaks. */
export interface Line {
  /** Notifies all that listen, when what was asked before is done. Not kept if there is no connection. */
  notify(payload: string): Promise<void>
  /**
   * The other processes of the same role that listen just now: their ids, by the numbers of their
   * backends. Undefined: there is no connection.
   */
  listeners(): Promise<ReadonlyMap<number, string> | undefined>
  isOpen(): boolean
  close(): Promise<void>
}

export interface LineEvents {
  /** @param isFirst false: there was a time in which notifications may have been lost. */
  onOpen(isFirst: boolean): void
  /** @param backend the backend of PostgreSQL that notified, and not this one's own. */
  onNotification(payload: string, backend: number): void
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
    let own: number | undefined
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
    fresh.on('notification', ({ payload = '', processId: backend }) => {
      if (backend !== own) events.onNotification(payload, backend)
    })
    try {
      await fresh.connect()
      const { rows } = await fresh.query('select pg_backend_pid() as own')
      own = Number(rows[0]?.own)
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
        `select pid, application_name as name from pg_stat_activity
        where datname = current_database() and usename = session_user and pid <> pg_backend_pid()
        and application_name like $1`,
        [nameOf('%')],
      )
      const idOf = (name: unknown) => String(name).slice(nameOf('').length)
      return rows && new Map(rows.map(({ pid, name }) => [Number(pid), idOf(name)]))
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

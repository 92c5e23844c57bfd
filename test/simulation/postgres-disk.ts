import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { type Database, openDatabase } from '../../src/server/database/database.ts'
import { type Disk, someTurns, tables } from './disk.ts'
import { watchTraffic } from './traffic.ts'

const sequences = ['message_id_seq', 'session_id_seq']
/** How long a transaction may wait, or be held up, outside of the story's time; ms. */
const patience = { lock_timeout: '60000', idle_in_transaction_session_timeout: '60000' }

/** A database of its own on the PostgreSQL at `TEST_DATABASE_URL`, under several processes. */
export async function openPostgresDisk(processes: number): Promise<Disk> {
  const server = process.env.TEST_DATABASE_URL
  if (server === undefined) throw new Error('There is no PostgreSQL: see test/support/postgres.ts.')
  const name = `parlor_simulation_${randomBytes(6).toString('hex')}`
  const admin = await connected(server)
  await admin.query(`create database ${name}`)
  const own = await connected(urlOf(server, name))
  const traffic = watchTraffic(own)
  const truth = await openDatabase(urlOf(server, name), 'reader')
  await truth.migrate()
  const databases: Database[] = []
  for (let i = 0; i < processes; i += 1) {
    databases.push(await openDatabase(urlOf(server, name, nameOf(i)), 'writer'))
  }

  /** Whether every connection that awaits an answer does so for a row that somebody else holds. */
  async function allWait(): Promise<boolean> {
    const before = traffic.moves()
    const { rows } = await own.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
        where datname = current_database() and state = 'active'
          and wait_event_type = 'Lock' and wait_event in ('transactionid', 'tuple')`,
    )
    // What was asked or answered meanwhile may be what they waited for.
    return traffic.moves() === before && rows[0]?.count === traffic.underWay()
  }

  /** PostgreSQL could wait for this by itself, but looks only ten times a second. */
  async function areGone(pids: number[]): Promise<void> {
    const find = 'select from pg_stat_activity where pid = any($1)'
    while ((await own.query(find, [pids])).rowCount !== 0);
  }

  return {
    async connect(at) {
      const database = databases[at]
      if (!database) throw new Error(`There is no process ${at}.`)
      return { reader: database, writer: database }
    },
    async breakOff(at, which) {
      const { rows } = await own.query<{ pid: number }>(
        `select pid, pg_terminate_backend(pid) from pg_stat_activity
          where application_name = $1 and datname = current_database()
            and (xact_start is not null or $2)`,
        [nameOf(at), which === 'all'],
      )
      await areGone(rows.map(({ pid }) => pid))
    },
    truth: () => truth.db(),
    async rest(holds) {
      for (;;) {
        await someTurns()
        if (traffic.underWay() === 0) return
        // Unless the story holds a row, PostgreSQL will answer without its help.
        if (!holds()) await traffic.nextMove()
        else if (await allWait()) return
      }
    },
    async backup() {
      const contents = tables.map(
        (table) => `(select json_agg(t) from ${table} t)::text as ${table}`,
      )
      const { rows } = await own.query(`select ${contents.join()}`)
      const places = sequences.map((each) => `select last_value, is_called from ${each}`)
      const counted = await own.query(places.join(' union all '))
      return async () => {
        await own.query('begin')
        await own.query(`truncate ${tables.join()} cascade`)
        for (const table of tables) {
          const insert = `insert into ${table} select * from json_populate_recordset(null::${table}, $1)`
          await own.query(insert, [rows[0]?.[table] ?? '[]'])
        }
        for (const [i, { last_value, is_called }] of counted.rows.entries()) {
          await own.query('select setval($1, $2, $3)', [sequences[i], last_value, is_called])
        }
        await own.query('commit')
      }
    },
    async close() {
      traffic.end()
      await truth.close()
      // Not waited for: what a killed process had taken from its pool may never be given back.
      for (const database of databases) void database.close()
      await own.end()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}

/** What the connections of a process are called. */
function nameOf(process: number): string {
  return `process ${process}`
}

function urlOf(server: string, database: string, name = 'the story'): string {
  const url = Object.assign(new URL(server), { pathname: database })
  url.search = new URLSearchParams({ application_name: name, ...patience }).toString()
  return url.href
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client(url)
  await client.connect()
  return client
}

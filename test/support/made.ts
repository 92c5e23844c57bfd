import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

const launcher = join(import.meta.dirname, '../../bin/parlor.js')

/**
 * Databases with nothing in them but their tables, of which the servers of the tests get copies: to make
 * one takes as long as the rest of a start. For SQLite, and for PostgreSQL where there is one.
 */
export default async function makeForTests(): Promise<() => Promise<void>> {
  const ends: (() => Promise<void>)[] = []
  if (process.env.TEST_MADE_SQLITE === undefined) {
    const directory = await mkdtemp(join(tmpdir(), 'parlor-made-'))
    const path = join(directory, 'chat.db')
    make(`sqlite:${path}`)
    process.env.TEST_MADE_SQLITE = path
    ends.push(() => rm(directory, { recursive: true, force: true }))
  }
  const server = process.env.TEST_DATABASE_URL
  if (server !== undefined && process.env.TEST_MADE_POSTGRES === undefined) {
    const name = `parlor_made_${randomBytes(6).toString('hex')}`
    await administer(server, `create database ${name}`)
    make(Object.assign(new URL(server), { pathname: name }).href)
    process.env.TEST_MADE_POSTGRES = name
    // One that came with the run goes with it.
    ends.push(() => administer(server, `drop database ${name}`).catch(() => {}))
  }
  return async () => {
    for (const end of ends) await end()
  }
}

function make(databaseUrl: string): void {
  const env = { ...process.env, NODE_ENV: '', DATABASE_URL: databaseUrl }
  const { status, stderr } = spawnSync(process.execPath, [launcher, 'initdb'], { env })
  if (status !== 0) throw new Error(`No database could be made: ${stderr}`)
}

async function administer(server: string, sql: string): Promise<void> {
  const client = new pg.Client(server)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

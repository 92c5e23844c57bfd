import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { aDirectory, aPerson, aRoom } from '../support/examples.ts'
import { launcher, type Running, run, runServer, urlOf } from '../support/running.ts'

/** What a shell with the usual umask of 022 would run. */
function asMost(directory: string, ...parts: string[]): Running {
  const line = 'umask 022; exec "$0" "$@"'
  return run('/bin/sh', ['-c', line, process.execPath, launcher, ...parts], directory)
}

/** The files of a folder, and what others than their owner may do with each: nothing, if it is 0. */
async function openToOthers(directory: string): Promise<Record<string, number>> {
  const names = (await readdir(directory)).toSorted()
  const modes = names.map(async (name) => (await stat(join(directory, name))).mode & 0o077)
  return Object.fromEntries((await Promise.all(modes)).map((mode, i) => [names[i], mode]))
}

describe('what people say is for the owner of the files alone', () => {
  test('while a server runs, that others may read what its owner makes; and after a start on files that an older Parlor made, or that somebody copied', async () => {
    const directory = await aDirectory()
    const server = asMost(directory, 'start')
    await aRoom(await aPerson({ url: await urlOf(server) }))
    const parts = ['chat.db', 'chat.db-shm', 'chat.db-wal']
    const none = Object.fromEntries(parts.map((part) => [part, 0]))
    expect(await openToOthers(directory)).toEqual(none)

    server.signal('SIGKILL')
    await server.exitCode()
    for (const part of parts) await chmod(join(directory, part), 0o666)
    await urlOf(runServer(directory))
    expect(await openToOthers(directory)).toEqual(none)
  })

  test('in backups, and in the sessions of a seeded database, old file or new', async () => {
    const directory = await aDirectory()
    await writeFile(join(directory, 'old'), 'something', { mode: 0o644 })
    await chmod(join(directory, 'old'), 0o644)
    const size = ['--users', '2', '--rooms', '1', '--messages', '1']
    for (const file of ['old', 'new']) {
      const seed = asMost(directory, 'seed', ...size, '--sessions', file)
      expect(await seed.exitCode(), seed.lines.join('\n')).toBe(0)
    }
    expect(await asMost(directory, 'backup', 'saved.db').exitCode()).toBe(0)
    expect(await openToOthers(directory)).toEqual({ 'chat.db': 0, new: 0, old: 0, 'saved.db': 0 })
    const [first = ''] = (await readFile(join(directory, 'new'), 'utf8')).split('\n')
    expect(JSON.parse(first)).toMatchObject({ cookie: expect.stringContaining('parlor=') })
  })
})

import { cp, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { aDirectory, aPerson, aRoom } from '../support/examples.ts'
import { launcher, run, urlOf } from '../support/running.ts'

test('npm run backup keeps the last few in a folder, and says in the log when the server did it', async () => {
  const directory = await aDirectory()
  const command = (parts: string[], environment?: Record<string, string>) =>
    run(process.execPath, [launcher, ...parts], directory, environment)
  const server = command(['start'], { PARLOR_BACKUPS: 'daily' })
  await aPerson({ url: await urlOf(server) })
  const made = () => server.lines.filter((line) => line.includes('daily backup'))
  await expect.poll(made).toEqual([expect.stringMatching(/"file":"daily\/chat-[^"]+\.db"/)])

  for (let at = 1; at <= 3; at += 1) {
    const backup = command(['backup', '--folder', 'own', '--keep', '2'])
    expect(await backup.exitCode(), backup.lines.join('\n')).toBe(0)
    // They are named by the second.
    await wait(1000)
  }
  expect(await readdir(join(directory, 'own'))).toHaveLength(2)
})

test.for([
  { parts: ['--folder', 'own', '--keep', '0'], why: /--keep must be a whole number/ },
  { parts: ['--folder', 'own', '--keep', 'some'], why: /--keep must be a whole number/ },
  { parts: ['file.db', '--folder', 'own'], why: /FILE .*or with --folder/ },
  { parts: ['file.db', '--keep', '2'], why: /FILE .*or with --folder/ },
  { parts: [], why: /FILE .*or with --folder/ },
  { parts: ['--folder', 'taken'], why: /taken/ },
])('a backup that cannot be meant is refused: $parts', async ({ parts, why }) => {
  const directory = await aDirectory()
  await writeFile(join(directory, 'taken'), '')
  const command = (...rest: string[]) => run(process.execPath, [launcher, ...rest], directory)
  await command('initdb').exitCode()
  const backup = command('backup', ...parts)
  expect(await backup.exitCode()).toBe(1)
  expect(backup.lines.join('\n')).toMatch(why)
  expect(await readdir(directory)).toEqual(['chat.db', 'taken'])
})

test.for([
  { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing', why: /PARLOR_BACKUPS is for SQLite/ },
  { PARLOR_BACKUPS_KEEP: 'many', why: /PARLOR_BACKUPS_KEEP must be a whole number/ },
])('settings for backups that mean nothing are refused', async ({ why, ...environment }) => {
  const server = run(process.execPath, [launcher], await aDirectory(), {
    PARLOR_BACKUPS: 'daily',
    ...environment,
  })
  expect(await server.exitCode()).toBe(1)
  expect(server.lines.join('\n')).toMatch(why)
})

test('a backup, and a copy, say what they do not hold: files that lie elsewhere', async () => {
  const directory = await aDirectory()
  const command = (parts: string[], environment?: Record<string, string>) =>
    run(process.execPath, [launcher, ...parts], directory, environment)
  const server = command(['start'], { FILES: 'folder:sent' })
  const place = { url: await urlOf(server) }
  const anna = await aPerson(place)
  const room = await aRoom(anna)
  const file = await anna.upload(room, 'a.txt', 'words')
  await anna.postFiles(room, '', file)
  // Without the setting, as from another window.
  const backup = command(['backup', 'kept.db'])
  expect(await backup.exitCode(), backup.lines.join('\n')).toBe(0)
  expect(backup.lines).toContainEqual(
    'Not in it: 1 of the files that people sent, which lie in a folder (FILES). Copy that folder, too, after this.',
  )
  await cp(join(directory, 'sent'), join(directory, 'kept files'), { recursive: true })
  server.signal('SIGTERM')
  await server.exitCode()

  const copy = command(['copy', '--from', 'sqlite:kept.db', '--to', 'sqlite:copied.db'])
  expect(await copy.exitCode(), copy.lines.join('\n')).toBe(0)
  expect(copy.lines).toContainEqual(expect.stringMatching(/^Not in it: 1 of the files/))
  const settings = { DATABASE_URL: 'sqlite:copied.db', FILES: 'folder:kept files' }
  place.url = await urlOf(command(['start'], settings))
  expect((await anna.download(file)).bytes.toString()).toBe('words')
})

import { cp, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { aMadeDatabase } from '../support/engines.ts'
import { aDirectory, aPerson, aRoom } from '../support/examples.ts'
import { launcher, run, urlOf } from '../support/running.ts'
import { readConfig, start } from '../support/server.ts'

test('backups are made by hand and by the day, and say what they do not hold: files that lie elsewhere', async () => {
  const directory = await aDirectory()
  const command = (parts: string[], environment?: Record<string, string>) =>
    run(process.execPath, [launcher, ...parts], directory, environment)
  const server = command(['start'], { PARLOR_BACKUPS: 'daily', FILES: 'folder:sent' })
  const place = { url: await urlOf(server) }
  const anna = await aPerson(place)
  const made = () => server.lines.filter((line) => line.includes('daily backup'))
  await expect.poll(made).toEqual([expect.stringMatching(/"file":"daily\/chat-[^"]+\.db"/)])

  for (let at = 1; at <= 3; at += 1) {
    const backup = command(['backup', '--folder', 'own', '--keep', '2'])
    expect(await backup.exitCode(), backup.lines.join('\n')).toBe(0)
    // They are named by the second.
    await wait(1000)
  }
  expect(await readdir(join(directory, 'own')), 'the last few').toHaveLength(2)

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
  const after = await start(
    readConfig({
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_URL: `sqlite:${directory}/copied.db`,
      FILES: `folder:${directory}/kept files`,
    }),
  )
  onTestFinished(after.close)
  place.url = after.url
  expect((await anna.download(file)).bytes.toString()).toBe('words')
})

test('a backup that cannot be meant is refused, and nothing is made', async () => {
  const directory = await aDirectory()
  await aMadeDatabase(directory)
  await writeFile(join(directory, 'taken'), '')
  const whatIsSaid = async (parts: string[]) => {
    const backup = run(process.execPath, [launcher, 'backup', ...parts], directory)
    expect(await backup.exitCode(), parts.join(' ')).toBe(1)
    return backup.lines.join('\n')
  }
  for (const { parts, why } of [
    { parts: ['--folder', 'own', '--keep', '0'], why: /--keep must be a whole number/ },
    { parts: ['--folder', 'own', '--keep', 'some'], why: /--keep must be a whole number/ },
    { parts: ['file.db', '--folder', 'own'], why: /FILE .*or with --folder/ },
    { parts: ['file.db', '--keep', '2'], why: /FILE .*or with --folder/ },
    { parts: [], why: /FILE .*or with --folder/ },
    { parts: ['--folder', 'taken'], why: /taken/ },
  ])
    expect(await whatIsSaid(parts), parts.join(' ')).toMatch(why)
  expect(await readdir(directory)).toEqual(['chat.db', 'taken'])
})

test('daily backups into what is no folder are refused at the start, with the setting and the remedy', async () => {
  const directory = await aDirectory()
  await writeFile(join(directory, 'taken'), '')
  for (const workers of ['1', '2']) {
    const server = run(process.execPath, [launcher, 'start', '--workers', workers], directory, {
      PORT: '0',
      PARLOR_BACKUPS: 'taken/daily',
    })
    expect(await server.exitCode()).toBe(1)
    expect(server.lines).toEqual([
      expect.stringMatching(/^parlor: PARLOR_BACKUPS: nothing can be kept in taken.*Name a folder/),
    ])
  }
})

test('an empty PARLOR_BACKUPS_KEEP is none', () => {
  const { backups } = readConfig({ PARLOR_BACKUPS: 'daily', PARLOR_BACKUPS_KEEP: '' })
  expect(backups).toEqual({ folder: 'daily', keep: 7 })
})

test.for([
  [['--users', '-1'], /--users must be a whole number, 1 or more/],
  [['--messages', 'many'], /--messages must be a whole number, 0 or more/],
  [['--sessions', 'nowhere/file'], /--sessions: nothing can be written there\. \(ENOENT/],
] as const)('seed refuses %j before it makes anybody', async ([parts, why]) => {
  const directory = await aDirectory()
  const size = ['--users', '2', '--rooms', '1', '--messages', '1']
  const seed = run(process.execPath, [launcher, 'seed', ...size, ...parts], directory)
  expect(await seed.exitCode()).toBe(1)
  expect(seed.lines).toEqual([expect.stringMatching(why)])
  expect(await readdir(directory)).toEqual([])
})

test.for([
  { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing', why: /PARLOR_BACKUPS is for SQLite/ },
  { PARLOR_BACKUPS_KEEP: 'many', why: /PARLOR_BACKUPS_KEEP must be a whole number/ },
])('settings for backups that mean nothing are refused', ({ why, ...environment }) => {
  expect(() => readConfig({ PARLOR_BACKUPS: 'daily', ...environment })).toThrow(why)
})

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { contentsOf } from '../support/database.ts'
import { aDirectory, aStranger } from '../support/examples.ts'
import { launcher, run } from '../support/running.ts'
import { readConfig, start } from '../support/server.ts'
import { thorough } from './intensity.ts'

// When it is thorough, more than may wait to be written at once.
const people = thorough ? 10_500 : 300

test('as many people as are asked for are seeded, each with a session that works', async () => {
  const directory = await aDirectory()
  const seed = run(
    process.execPath,
    [launcher, 'seed', '--users', `${people}`, '--rooms', '3', '--messages', '4'].concat(
      '--sessions',
      'sessions',
    ),
    directory,
  )
  expect(await seed.exitCode(), seed.lines.join('\n')).toBe(0)
  const tables = contentsOf(join(directory, 'chat.db'))
  expect(tables.get('person')).toHaveLength(people)
  expect(tables.get('room')).toHaveLength(3)
  expect(tables.get('message')).toHaveLength(4)

  const lines = (await readFile(join(directory, 'sessions'), 'utf8')).trim().split('\n')
  expect(lines).toHaveLength(people)
  const { username, cookie, roomId } = JSON.parse(lines.at(-1) ?? '')
  const DATABASE_URL = `sqlite:${directory}/chat.db`
  const server = await start(readConfig({ PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL }))
  onTestFinished(server.close)
  const stranger = aStranger(server)
  const { body } = await stranger.send('GET', '/api/session', undefined, { cookie })
  expect(body).toMatchObject({ user: { username }, room: { id: roomId } })
})

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aDatabase } from '../support/engines.ts'
import { aDirectory, annaAndBob, aPerson } from '../support/examples.ts'
import { runCommand } from '../support/running.ts'
import { readConfig, start } from '../support/server.ts'

const settings = { PORT: '0', RATE_LIMITS: 'off', LOG_LEVEL: 'silent' }

test.for([
  { from: 'sqlite', to: 'postgres' },
  { from: 'postgres', to: 'sqlite' },
] as const)('a copy from $from to $to is complete, and those who were there go on', async (way) => {
  const [source, target] = [
    await aDatabase(await aDirectory(), way.from),
    await aDatabase(await aDirectory(), way.to),
  ]
  const before = await start(readConfig({ ...settings, DATABASE_URL: source.url }))
  const place = { url: before.url }
  const { anna, bob, room } = await annaAndBob(place)
  for (let at = 1; at <= 29; at += 1) await anna.post(room, `message ${at} – ☕`)
  const first = await anna.post(room, 'message 30 – ☕')
  const { cursor } = await bob.poll(room)
  const edited = await anna.edit(room, first, 'message 30, edited')
  const last = await anna.post(room, 'not yet polled')
  await before.close()
  // What is still to follow from something, when its time has come.
  await source.tamper(
    "insert into job (kind, args, not_before, attempts, created_at) values ('purgeRoom', '{}', 9999999999999, 0, 0)",
  )

  const command = runCommand(['copy', '--from', source.url, '--to', target.url])
  expect(await command.exitCode(), command.lines.join('\n')).toBe(0)
  expect(command.lines.join('\n')).toMatch(/person 2.*room 1.*message 31/)

  const after = await start(readConfig({ ...settings, DATABASE_URL: target.url }))
  place.url = after.url
  const news = await bob.poll(room, cursor)
  expect(news.messages).toEqual([last])
  expect(news.revised).toEqual([edited])
  expect(await anna.versions(room, first)).toMatchObject([
    { body: 'message 30 – ☕' },
    { body: 'message 30, edited' },
  ])
  expect((await bob.history(room)).messages).toHaveLength(31)
  const next = await bob.post(room, 'on the other side')
  expect(next.seq).toBe(32)
  expect(Number(next.id)).toBeGreaterThan(Number(last.id))
  await anna.inAnotherWindow()
  await anna.deleteRoom(room)
  const jobs = (await target.contents()).get('job') ?? []
  expect(JSON.stringify(jobs)).toContain('9999999999999')
  await after.close()

  const again = runCommand(['copy', '--from', source.url, '--to', target.url])
  expect(await again.exitCode()).toBeGreaterThan(0)
  expect(again.lines.join('\n')).toContain('not empty')
  await Promise.all([source.remove(), target.remove()])
})

test('a copy from nowhere, or to nowhere, says so and changes nothing', async () => {
  const nowhere = 'postgres://nobody:secret@127.0.0.1:1/nothing'
  const directory = await aDirectory()
  const command = runCommand(['copy', '--from', `sqlite:${directory}/chat.db`, '--to', nowhere])
  expect(await command.exitCode()).toBeGreaterThan(0)
  expect(command.lines.join('\n')).not.toContain('secret')
})

test('what names a database can stand in a file, where nobody sees its password', async () => {
  const directory = await aDirectory()
  const database = await aDatabase(directory, 'postgres')
  const [from, to] = [join(directory, 'from'), join(directory, 'to')]
  await writeFile(from, `sqlite:${directory}/chat.db\n`)
  await writeFile(to, `${database.url}\n`)
  await runCommand(['initdb'], { DATABASE_URL_FILE: from }).exitCode()
  const command = runCommand(['copy', '--from-file', from, '--to-file', to])
  expect(await command.exitCode(), command.lines.join('\n')).toBe(0)
  const server = await start(readConfig({ ...settings, DATABASE_URL_FILE: to }))
  await aPerson(server)
  expect((await database.contents()).get('person')).toHaveLength(1)
  await server.close()
  await database.remove()
})

test.for([
  { said: {}, file: 'postgres:/oops:secret', why: /DATABASE_URL_FILE must be sqlite:PATH/ },
  { said: { DATABASE_URL: 'sqlite:chat.db' }, file: 'sqlite:chat.db', why: /not both/ },
  { said: {}, file: undefined, why: /DATABASE_URL_FILE: .*no such file/ },
])('a file that cannot name a database is refused: $file, $said', async ({ said, file, why }) => {
  const path = join(await aDirectory(), 'url')
  if (file !== undefined) await writeFile(path, file)
  const reading = () => readConfig({ ...said, DATABASE_URL_FILE: path })
  expect(reading).toThrow(why)
  expect(reading).not.toThrow(/secret/)
})

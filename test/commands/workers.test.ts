import { expect, test } from 'vitest'
import { aDirectory, aPerson, aRoom } from '../support/examples.ts'
import { launcher, run, urlOf } from '../support/running.ts'

test('a worker that is killed is replaced, and the one in its place serves what was there', async () => {
  const parts = [launcher, 'start', '--workers', '2']
  const server = run(process.execPath, parts, await aDirectory())
  const entries = () => server.lines.flatMap(entryOf)
  const listening = () => [
    ...new Set(entries().flatMap(({ msg, pid }) => (/listening/i.test(msg) ? [pid] : []))),
  ]
  const ended = () => entries().filter(({ msg }) => /worker has ended/i.test(msg))
  const place = { url: await urlOf(server) }
  await expect.poll(listening).toHaveLength(2)
  const anna = await aPerson(place)
  const room = await aRoom(anna)
  await anna.post(room, 'hello')

  const [first = 0, second = 0] = listening()
  process.kill(first, 'SIGKILL')
  await expect.poll(listening).toHaveLength(3)
  process.kill(second, 'SIGKILL')
  // Only then: a connection that is handed to a worker in the moment of its death is answered by nobody.
  await expect.poll(listening).toHaveLength(4)
  const { messages } = await anna.poll(room).catch(() => anna.poll(room))
  expect(messages.map(({ body }) => body)).toEqual(['hello'])

  expect(ended().map(({ level }) => level)).toEqual([50, 50])
  server.signal('SIGTERM')
  expect(await server.exitCode()).toBe(0)
})

function entryOf(line: string): { level: number; pid: number; msg: string }[] {
  return line.startsWith('{') ? [JSON.parse(line)] : []
}

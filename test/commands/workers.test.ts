import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { aDirectory, aPerson, aRoom } from '../support/examples.ts'
import { launcher, run, urlOf } from '../support/running.ts'

test('workers that are killed are replaced, and those in their place serve what was there; a connection that one of them had is closed, and not left open for ever', async () => {
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
  for (const pid of [first, second]) process.kill(pid, 'SIGSTOP')
  const over = await Promise.all(
    Array.from({ length: 6 }, () => aRequest(Number(new URL(place.url).port))),
  )
  process.kill(first, 'SIGKILL')
  await expect.poll(listening).toHaveLength(3)
  process.kill(second, 'SIGKILL')
  await expect.poll(listening).toHaveLength(4)
  const outcomes = await Promise.all(over.map(({ promise }) => promise))
  expect(outcomes).toHaveLength(6)
  for (const { socket } of over) socket.destroy()
  const { messages } = await anna.poll(room).catch(() => anna.poll(room))
  expect(messages.map(({ body }) => body)).toEqual(['hello'])
  expect(ended().map(({ level }) => level)).toEqual([50, 50])
  server.signal('SIGTERM')
  expect(await server.exitCode()).toBe(0)
})

/** A request that is on its way, and what becomes of it. */
async function aRequest(port: number) {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write('GET /sw.js HTTP/1.1\r\nHost: localhost\r\n\r\n')
  const { promise, resolve } = Promise.withResolvers<string>()
  socket.once('data', () => resolve('answered')).once('error', () => resolve('closed'))
  socket.once('close', () => resolve('closed'))
  return { socket, promise }
}

function entryOf(line: string): { level: number; pid: number; msg: string }[] {
  return line.startsWith('{') ? [JSON.parse(line)] : []
}

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpServer } from '../../src/server/http/plumbing/server.ts'
import { aConnection } from './raw.ts'

/** More than two systems keep for a connection. */
const answer = Buffer.alloc(32 * 2 ** 20, 'x')

async function aServer(patience: { request: number; idle: number; unread: number }) {
  const server = createHttpServer((_request, response) => void response.end(answer), { patience })
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

const request = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'

test('an answer that nobody reads is given up', async () => {
  const { url, server } = await aServer({ request: 15_000, idle: 75_000, unread: 300 })
  const crowd = Array.from({ length: 10 }, () => aConnection({ url }))
  for (const connection of crowd) connection.send(request)
  await expect.poll(() => connections(server)).toBe(10)
  await expect.poll(() => connections(server)).toBe(0)
})

test('an answer that is read slowly is not', async () => {
  const { url } = await aServer({ request: 15_000, idle: 75_000, unread: 1500 })
  const { socket, send } = aConnection({ url })
  let bytes = 0
  socket.on('data', async (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > 2 ** 20) return
    socket.pause()
    // All together longer than an answer may lie unread, and each pause much shorter: a busy machine adds to it.
    await sleep(120)
    socket.resume()
  })
  socket.resume()
  send(request)
  await expect.poll(() => bytes).toBeGreaterThan(answer.length)
})

function connections(server: import('node:http').Server): Promise<number> {
  return new Promise((resolve, reject) =>
    server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  )
}

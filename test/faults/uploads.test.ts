import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { FileInfo } from '../../src/protocol/files.ts'
import { aMadeDatabase } from '../support/engines.ts'
import { aDirectory, annaAndBob, aPerson, aRoom } from '../support/examples.ts'
import { bytesOfLength } from '../support/pictures.ts'
import { begin, goOn, idOf, offsetOf } from '../support/tus.ts'
import { thorough } from './intensity.ts'
import { aServer, Server } from './server.ts'

const size = 4 * 2 ** 20

test.for([
  ['sqlite', 'the database', thorough ? 40 : 2],
  ['postgres', 'the database', thorough ? 40 : 1],
  ['sqlite', 'a folder', thorough ? 40 : 1],
] as const)(
  "row 25: on %s, with files in %s, an upload that is cut %i times by the server's end is whole in the end, and is none before",
  async ([on, kept, kills]) => {
    const directory = await aDirectory()
    const database = await aMadeDatabase(directory, on)
    onTestFinished(database.remove)
    const folder = kept === 'a folder' ? join(directory, 'kept') : undefined
    const server = new Server(directory, {
      DATABASE_URL: database.url,
      ...(folder && { FILES: `folder:${folder}` }),
    })
    await server.start()
    const { anna, bob, room } = await annaAndBob(server)
    const bytes = bytesOfLength(size)
    const path = await begin(anna, room.id, size)
    const id = idOf(path)
    const offsets: number[] = []
    // Until it is whole, it lies in the database anyway.
    for (let kill = 1; kill <= (folder ? 1 : kills); kill += 1) {
      const from = await offsetOf(anna, path)
      offsets.push(from)
      // In pieces, so that the end comes between two of them, or in the middle of one.
      const sent = goOn(anna, path, from, bytes.slice(from, from + 300_000)).catch(() => null)
      const posted = bob.sendPost(room, `${kill}`).catch(() => null)
      if (kill % 2 === 0) await sent
      await server.kill()
      await Promise.all([sent, posted])
      await server.start()
      expect((await anna.download({ id })).status, 'half of it is served to nobody').toBe(404)
      expect(
        (await anna.sendFiles(room, '', [{ id, name: '', type: '', size }])).status,
        'nor posted',
      ).toBe(404)
    }
    expect(offsets, 'nothing that was there is lost').toEqual([...offsets].sort((a, b) => a - b))
    let isThere = false
    for (let kill = 1; folder && !isThere && kill <= kills; kill += 1) {
      const offset = await offsetOf(anna, path)
      let isAnswered = false
      const finishing = goOn(anna, path, offset, bytes.slice(offset))
        .catch(() => null)
        .finally(() => {
          isAnswered = true
        })
      // As soon as it is on its way to where it is to lie, or lies there: under a name of its own, unless
      // an earlier end left it there already.
      const names = async () =>
        (await Promise.all(['incoming', 'files'].map((part) => readdir(join(folder, part))))).flat()
      const before = (await names()).length
      await expect
        .poll(async () => isAnswered || (await names()).length > before, { interval: 1 })
        .toBe(true)
      await server.kill()
      await finishing
      await server.start()
      const { status, bytes: served } = await anna.download({ id })
      isThere = status === 200
      if (!isThere) expect(status).toBe(404)
      else expect(served.equals(bytes), 'whole or not there').toBe(true)
    }
    const from = await offsetOf(anna, path)
    const last = await goOn(anna, path, from, bytes.slice(from))
    expect(last.status).toBe(200)
    const { file } = last.body as { file: FileInfo }
    const key = randomUUID()
    // Between the file and its message; then, in the thorough mode, with the message under way.
    for (const isPosting of thorough ? [false, true] : [false]) {
      const posting = isPosting ? anna.sendFiles(room, 'at last', [file], key) : undefined
      await Promise.all([posting?.catch(() => null), server.kill()])
      await server.start()
    }
    const posted = await anna.sendFiles(room, 'at last', [file], key)
    expect([200, 201]).toContain(posted.status)
    const { messages } = await bob.history(room)
    expect(messages.filter(({ files }) => files.length > 0)).toHaveLength(1)
    expect((await bob.download(file)).bytes.equals(bytes)).toBe(true)
    if (folder) expect(await readdir(join(folder, 'files'))).toEqual([id])
  },
)

// It is given fifteen seconds, which nothing can move.
test.runIf(thorough)('an upload that only trickles is ended, and goes on from there', async () => {
  const server = await aServer()
  const anna = await aPerson(server)
  const room = await aRoom(anna)
  const bytes = bytesOfLength(100_000)
  const path = await begin(anna, room.id, bytes.length)
  const trickling = new AbortController()
  const request = httpRequest(`${server.url}${path}`, {
    method: 'PATCH',
    headers: {
      cookie: anna.cookies.header('/api/'),
      'content-type': 'application/offset+octet-stream',
      'content-length': bytes.length,
      'upload-offset': '0',
    },
  })
  request.on('error', () => {})
  const answered = once(request, 'response')
  const trickle = async (): Promise<void> => {
    for (const byte of bytes) {
      request.write(Buffer.of(byte))
      await sleep(200, undefined, { signal: trickling.signal })
    }
  }
  const trickled = trickle().catch(() => {})
  const [response] = await answered
  trickling.abort()
  await trickled
  expect(response.statusCode).toBe(408)
  const offset = () => offsetOf(anna, path)
  request.destroy()
  // What came last is written down when the server has heard that no more will.
  await expect.poll(offset).toBeGreaterThan(0)
  const from = await offset()
  expect(from).toBeLessThan(1000)
  const last = await goOn(anna, path, from, bytes.slice(from))
  expect(last.status).toBe(200)
})

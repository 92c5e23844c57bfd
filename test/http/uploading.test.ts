import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import type { Room } from '../../src/protocol/rooms.ts'
import type { TestDatabase } from '../support/engines.ts'
import { annaAndBob, aParlor, aPerson, testIn } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { bytesOfLength } from '../support/pictures.ts'
import { expectInvalid, expectRefusal } from '../support/reply.ts'

const megabyte = 2 ** 20
const test = testIn({ FILE_MB: '2', FILES_MB_PER_PERSON: '7' })
/** What follows from a commit comes after the answer. */
const soon = { timeout: 30_000, interval: 50 }

describe('what is deleted', () => {
  test('is served no more from that moment, and its bytes go', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const file = await anna.upload(room, 'a.bin', bytesOfLength(megabyte))
    const message = await anna.postFiles(room, 'with text', file)
    const etag = (await bob.download(file)).headers.get('etag') ?? ''
    await anna.deleteMessage(room, message)
    expect((await bob.download(file)).status).toBe(404)
    expect((await bob.download(file, '', { 'if-none-match': etag })).status).toBe(404)
    expect((await anna.download(file)).status).toBe(404)
    const [deleted] = (await bob.history(room)).messages
    expect(deleted).toMatchObject({ body: '', files: [] })
    await expect.poll(() => chunksOf(parlor, file.id), soon).toBe(0)
  })

  test('with all that its author wrote is served no more either, unless that is to stay', async ({
    parlor,
  }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const carla = await aPerson(parlor, 'carla')
    await carla.join(room)
    for (const [author, messages, status] of [
      [bob, 'keep', 200],
      [carla, 'delete', 404],
    ] as const) {
      const file = await author.upload(room, `${messages}.bin`, bytesOfLength(1000))
      await author.postFiles(room, messages, file)
      expect((await anna.download(file)).status).toBe(200)
      const { password } = author
      expect((await author.send('DELETE', '/api/me', { password, messages })).status).toBe(204)
      expect((await anna.download(file)).status, messages).toBe(status)
      if (status === 404) await expect.poll(() => chunksOf(parlor, file.id), soon).toBe(0)
    }
  })

  test('with its room is served no more either', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const file = await anna.upload(room, 'a.bin', bytesOfLength(megabyte))
    await anna.postFiles(room, '', file)
    const unposted = await anna.upload(room, 'b.txt', 'b')
    await anna.deleteRoom(room)
    for (const person of [anna, bob]) expect((await person.download(file)).status).toBe(404)
    expect((await anna.download(unposted)).status).toBe(404)
    await parlor.pass(6000)
    await expect.poll(() => chunksOf(parlor, file.id), soon).toBe(0)
    await expect.poll(() => chunksOf(parlor, unposted.id), soon).toBe(0)
  })

  test('before it was posted is gone at once', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const file = await anna.upload(room, 'a.txt', 'a')
    expect((await bob.send('DELETE', `/api/files/${file.id}`)).status).toBe(204)
    expect((await anna.download(file)).status, 'others cannot').toBe(200)
    expect((await anna.send('DELETE', `/api/files/${file.id}`)).status).toBe(204)
    expect((await anna.send('DELETE', `/api/files/${file.id}`)).status).toBe(204)
    expect((await anna.download(file)).status).toBe(404)
    expectRefusal(await anna.sendFiles(room, '', [file]), 'file_not_found')
  })
})

test('what was uploaded and never posted is gone after an hour, and nothing else', async ({
  parlor,
}) => {
  const { anna, room } = await annaAndBob(parlor)
  const kept = await anna.upload(room, 'kept.txt', 'kept')
  const left = await anna.upload(room, 'left.bin', bytesOfLength(600_000))
  await anna.postFiles(room, '', kept)
  await parlor.pass(59 * 60_000)
  expect((await anna.download(left)).status).toBe(200)
  await parlor.pass(2 * 60_000)
  await expect.poll(() => chunksOf(parlor, left.id), soon).toBe(0)
  expect((await anna.download(left)).status).toBe(404)
  expect((await anna.download(kept)).bytes.toString()).toBe('kept')
})

describe('what is too much', () => {
  test('is refused: one file', async ({ parlor }) => {
    const { anna, room } = await annaAndBob(parlor)
    expect((await anna.upload(room, 'full.bin', bytesOfLength(2 * megabyte))).size).toBe(
      2 * megabyte,
    )
    const refused = await anna.sendUpload(room, 'over.bin', bytesOfLength(2 * megabyte + 1))
    expectRefusal(refused, 'too_large')
    expectRefusal(
      await anna.sendUpload(room, 'much.bin', bytesOfLength(26 * megabyte)),
      'too_large',
    )
    // Of what has no length, the length is found out while it comes.
    const streamed = await anna.sendRaw('POST', `/api/rooms/${room.id}/files`, null, {})
    expectRefusal(streamed, 'unsupported_media_type')
    await expect.poll(() => filesOf(parlor, room.id), soon).toBe(1)
  })

  test('is refused: all that one person has sent', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const bytes = bytesOfLength(2 * megabyte)
    const files = []
    for (let i = 0; i < 3; i += 1) files.push(await anna.upload(room, `${i}.bin`, bytes))
    expectRefusal(await anna.sendUpload(room, '3.bin', bytes), 'quota_exceeded')
    const { body: taken } = await anna.send('GET', '/api/me/storage')
    expect(taken).toEqual({ files: { bytes: 3 * bytes.length, limit: 7 * 2 ** 20 } })
    expect((await bob.upload(room, 'b.bin', bytes)).size, 'others go on').toBe(bytes.length)
    const [first] = files
    if (first) expect((await anna.send('DELETE', `/api/files/${first.id}`)).status).toBe(204)
    await expect
      .poll(async () => (await anna.sendUpload(room, '3.bin', bytes)).status, soon)
      .toBe(201)
  })

  test('is refused: all that everybody has sent, to whoever has sent the least', async () => {
    const small = await aParlor({ FILES_MB: '2', FILES_MB_PER_PERSON: '2' })
    const { anna, bob, room } = await annaAndBob(small)
    const bytes = bytesOfLength(1.5 * megabyte)
    await anna.upload(room, 'first.bin', bytes)
    const own = expectRefusal(await anna.sendUpload(room, 'own.bin', bytes), 'quota_exceeded')
    expect(own.detail).toBeUndefined()
    const all = expectRefusal(await bob.sendUpload(room, 'all.bin', bytes), 'quota_exceeded')
    expect(all.detail).toBe('All of the room for files here is taken.')
    expect((await bob.upload(room, 'b.bin', bytesOfLength(1000))).size).toBe(1000)
  })

  test('is refused: more than ten in one message', async ({ parlor }) => {
    const { anna, room } = await annaAndBob(parlor)
    const ids = Array.from({ length: 11 }, () => 'x')
    const post = (files: string[]) =>
      anna.send('POST', `/api/rooms/${room.id}/messages`, {
        body: 'many',
        key: randomUUID(),
        files,
      })
    expectInvalid(await post(ids), 'files')
    expectRefusal(await post(ids.slice(1)), 'file_not_found')
  })

  test('of nothing is refused, too', async ({ parlor }) => {
    const { anna, room } = await annaAndBob(parlor)
    expectInvalid(await anna.sendUpload(room, 'empty.txt', ''), 'file')
    await expect.poll(() => filesOf(parlor, room.id), soon).toBe(0)
  })
})

describe('an upload', () => {
  test('is for those who are inside', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    await bob.leave()
    expectRefusal(await bob.sendUpload(room, 'a.txt', 'a'), 'not_in_room')
    expectRefusal(await anna.sendUpload({ id: 'nowhere' }, 'a.txt', 'a'), 'room_not_found')
  })

  test('without the one part “file” is refused', async ({ parlor }) => {
    const { anna, room } = await annaAndBob(parlor)
    const path = `/api/rooms/${room.id}/files`
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const part = (disposition: string) =>
      `--x\r\nContent-Disposition: form-data; ${disposition}\r\n\r\nhello\r\n--x--\r\n`
    for (const body of [
      '',
      '--x--\r\n',
      part('name="other"; filename="a.txt"'),
      part('name="file"'),
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhel',
    ]) {
      expectRefusal(await anna.sendRaw('POST', path, body, headers), 'invalid_input')
    }
    await expect.poll(() => filesOf(parlor, room.id), soon).toBe(0)
  })

  test('without a name has one all the same', async ({ parlor }) => {
    const { anna, room } = await annaAndBob(parlor)
    for (const name of ['', '; filename=""', '; filename="."']) {
      const body = `--x\r\nContent-Disposition: form-data; name="file"${name}\r\nContent-Type: application/octet-stream\r\n\r\nhello\r\n--x--\r\n`
      const headers = { 'content-type': 'multipart/form-data; boundary=x' }
      const reply = await anna.sendRaw('POST', `/api/rooms/${room.id}/files`, body, headers)
      expect(reply, name).toMatchObject({ status: 201, body: { file: { name: 'file', size: 5 } } })
    }
  })

  test('that breaks off leaves nothing', async ({ parlor }) => {
    const { anna, room } = await annaAndBob(parlor)
    const ended = new AbortController()
    const come = async (bytes: (count: number) => void) => {
      bytes(600_000)
      await expect.poll(() => filesOf(parlor, room.id), soon).toBe(1)
      ended.abort()
    }
    await expect(sendSlowly(anna, room, come, ended.signal)).rejects.toThrow()
    await expect.poll(() => filesOf(parlor, room.id), soon).toBe(0)
  })

  test('whose session ends meanwhile is refused', async ({ parlor }) => {
    const { anna, room } = await annaAndBob(parlor)
    const elsewhere = await anna.inAnotherWindow()
    const sent = await sendSlowly(anna, room, async (bytes) => {
      bytes(300_000)
      await expect.poll(() => filesOf(parlor, room.id), soon).toBe(1)
      await elsewhere.send('DELETE', '/api/me/sessions')
      bytes(300_000)
    })
    expect(sent.status).toBe(401)
  })

  test('does not hold up what people say while it goes on', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const sent = await sendSlowly(anna, room, async (bytes) => {
      bytes(600_000)
      await expect.poll(() => filesOf(parlor, room.id), soon).toBe(1)
      for (const text of ['one', 'two']) await bob.post(room, text)
      bytes(600_000)
      await anna.post(room, 'three')
    })
    expect(sent.status).toBe(201)
    const { messages } = await bob.history(room)
    expect(messages.map(({ body }) => body)).toEqual(['one', 'two', 'three'])
  })
})

/** Uploads a file whose bytes come as `come` has them come. */
function sendSlowly(
  person: Person,
  room: Room,
  come: (bytes: (count: number) => void) => Promise<void>,
  signal?: AbortSignal,
): Promise<Response> {
  const body = new ReadableStream({
    async start(stream) {
      const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n'
      stream.enqueue(Buffer.from(head))
      await come((count) => stream.enqueue(bytesOfLength(count)))
      if (signal?.aborted) return
      stream.enqueue(Buffer.from('\r\n--x--\r\n'))
      stream.close()
    },
  })
  const cookie = person.cookies.header('/api/')
  return fetch(`${person.parlor.url}/api/rooms/${room.id}/files`, {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { cookie, 'content-type': 'multipart/form-data; boundary=x' },
    ...(signal && { signal }),
  })
}

interface Place {
  database: TestDatabase
}

async function chunksOf({ database }: Place, fileId: string): Promise<number> {
  const chunks = (await database.contents()).get('file_chunk') ?? []
  return chunks.filter((chunk) => isAbout(chunk, { file_id: fileId })).length
}

/** Files of a room that are being received, or are there. */
async function filesOf({ database }: Place, roomId: string): Promise<number> {
  const files = (await database.contents()).get('file') ?? []
  const isOver = (file: unknown) => isAbout(file, { state: 'gone' })
  return files.filter((file) => isAbout(file, { room_id: roomId }) && !isOver(file)).length
}

function isAbout(row: unknown, members: Record<string, string>): boolean {
  return expect.objectContaining(members).asymmetricMatch(row)
}

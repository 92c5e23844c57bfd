import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { describe, expect, onTestFinished, vi } from 'vitest'
import type { FileInfo } from '../../src/protocol/files.ts'
import { aPerson, aRoom, testIn } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { bytesOfLength } from '../support/pictures.ts'
import { expectInvalid, expectRefusal } from '../support/reply.ts'

const test = testIn({ FILE_MB: '2' })

async function anInside(parlor: { readonly url: string }) {
  const anna = await aPerson(parlor)
  return { anna, room: await aRoom(anna) }
}

/** Begins an upload as a client of tus does; the path at which it goes on. */
async function begin(person: Person, roomId: string, size: number, name = 'a.bin') {
  const filename = Buffer.from(name).toString('base64')
  const reply = await sendBegin(person, roomId, String(size), `filename ${filename}, filetype x`)
  expect(reply.status).toBe(201)
  expect(reply.headers.get('tus-resumable')).toBe('1.0.0')
  return reply.headers.get('location') ?? ''
}

function sendBegin(person: Person, roomId: string, length: string, metadata = '') {
  const headers = { 'upload-length': length, 'upload-metadata': metadata, 'tus-resumable': '1.0.0' }
  return person.sendRaw('POST', `/api/rooms/${roomId}/uploads`, null, headers)
}

function goOn(person: Person, path: string, offset: number, bytes: Uint8Array<ArrayBuffer>) {
  const type = { 'content-type': 'application/offset+octet-stream' }
  return person.sendRaw('PATCH', path, bytes, { ...type, 'upload-offset': String(offset) })
}

async function offsetOf(person: Person, path: string): Promise<string | null> {
  const reply = await person.send('HEAD', path)
  expect(reply.status).toBe(200)
  return reply.headers.get('upload-offset')
}

describe('an upload in pieces', () => {
  test('becomes the file with the last of them', async ({ parlor }) => {
    const { anna, room } = await anInside(parlor)
    const bytes = bytesOfLength(700_000)
    // Of a form the library takes the path away; here nobody else does.
    const path = await begin(anna, room.id, bytes.length, 'C:\\plans/..\\Plan für Bö.bin')
    const cuts = [0, 1, 300_000, 300_017, 700_000]
    for (const [i, from] of cuts.slice(0, -1).entries()) {
      const to = cuts[i + 1] ?? 0
      expect(await offsetOf(anna, path)).toBe(String(from))
      const reply = await goOn(anna, path, from, bytes.subarray(from, to))
      expect(reply.headers.get('upload-offset')).toBe(String(to))
      expect(reply.status).toBe(to === 700_000 ? 200 : 204)
      if (to < 700_000) continue
      const { file } = reply.body as { file: FileInfo }
      expect(file).toMatchObject({ name: 'Plan für Bö.bin', size: 700_000 })
      const { bytes: got } = await anna.download(file)
      expect(createHash('sha256').update(got).digest('hex')).toBe(
        createHash('sha256').update(bytes).digest('hex'),
      )
      expect((await anna.postFiles(room, '', file)).files).toEqual([file])
    }
  })

  test('goes on where the line was lost, from what has come', async ({ parlor }) => {
    const { anna, room } = await anInside(parlor)
    const bytes = bytesOfLength(900_000)
    const path = await begin(anna, room.id, bytes.length)
    const lost = new AbortController()
    const body = new ReadableStream({
      async start(stream) {
        stream.enqueue(bytes.subarray(0, 600_000))
        await expect.poll(() => offsetOf(anna, path)).not.toBe('0')
        lost.abort()
      },
    })
    const headers = {
      cookie: anna.cookies.header('/api/'),
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
    }
    const url = parlor.url + path
    const sent = fetch(url, { method: 'PATCH', body, duplex: 'half', headers, signal: lost.signal })
    await expect(sent).rejects.toThrow()
    // Of what had come, the last is written down only when the server has heard that no more will.
    const offsets: number[] = []
    const reply = await vi.waitFor(async () => {
      const offset = Number(await offsetOf(anna, path))
      offsets.push(offset)
      const answer = await goOn(anna, path, offset, bytes.subarray(offset))
      if (answer.status === 409) throw new Error('More of it was written down meanwhile.')
      return answer
    }, 30_000)
    expect(reply.status).toBe(200)
    expect(offsets.at(-1)).toBeGreaterThan(0)
    const { file } = reply.body as { file: FileInfo }
    expect((await anna.download(file)).bytes.equals(bytes)).toBe(true)
  })

  test('is finished by an empty piece if the server ended before it could say so', async ({
    parlor,
  }) => {
    const { anna, room } = await anInside(parlor)
    const path = await begin(anna, room.id, 5)
    const first = await goOn(anna, path, 0, new Uint8Array(Buffer.from('hello')))
    const again = await goOn(anna, path, 5, new Uint8Array())
    expect(again.body).toEqual(first.body)
  })

  test('takes one piece for a place, however many come for it at once', async ({ parlor }) => {
    const { anna, room } = await anInside(parlor)
    const path = await begin(anna, room.id, 600_000)
    const bytes = bytesOfLength(300_000)
    const replies = await Promise.all([1, 2, 3].map(() => goOn(anna, path, 0, bytes)))
    expect(replies.filter(({ status }) => status === 204).length).toBeLessThanOrEqual(1)
    for (const reply of replies) if (reply.status !== 204) expectRefusal(reply, 'upload_conflict')
    const offset = Number(await offsetOf(anna, path))
    expectRefusal(await goOn(anna, path, offset + 1, bytes), 'upload_conflict')
    expectRefusal(await goOn(anna, path, 0, bytes), 'upload_conflict')
    const rest = new Uint8Array(600_000 - offset)
    expect((await goOn(anna, path, offset, rest)).status).toBe(200)
  })

  test('refuses a piece that came second, and goes on with what comes after it on that line', async ({
    parlor,
  }) => {
    const { anna, room } = await anInside(parlor)
    const path = await begin(anna, room.id, 600_000)
    const lines = [1, 2].map(() => new Agent({ keepAlive: true, maxSockets: 1 }))
    onTestFinished(() => {
      for (const line of lines) line.destroy()
    })
    const on = async (agent: Agent, method: string, bytes?: Uint8Array) => {
      const headers = {
        cookie: anna.cookies.header('/api/'),
        ...(bytes && { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }),
      }
      const request = httpRequest(parlor.url + path, { agent, method, headers })
      request.end(bytes)
      const [response] = (await once(request, 'response')) as [IncomingMessage]
      await response.resume().toArray()
      return response.statusCode
    }
    const bytes = bytesOfLength(600_000)
    const both = await Promise.all(lines.map((line) => on(line, 'PATCH', bytes)))
    expect(both.toSorted()).toEqual([200, 409])
    expect(await Promise.all(lines.map((line) => on(line, 'GET')))).toEqual([200, 200])
  })

  test('takes no more than it was to have', async ({ parlor }) => {
    const { anna, room } = await anInside(parlor)
    const path = await begin(anna, room.id, 10)
    expectRefusal(await goOn(anna, path, 0, bytesOfLength(32)), 'too_large')
    expect(await offsetOf(anna, path)).toBe('0')
    expectRefusal(await sendBegin(anna, room.id, String(2 * 2 ** 20 + 1)), 'too_large')
    expectInvalid(await sendBegin(anna, room.id, '0'), 'file')
    for (const length of ['', '-1', '1e3', 'x']) {
      expectInvalid(await sendBegin(anna, room.id, length), 'Upload-Length')
    }
  })

  test('is its uploader’s alone, who may give it up', async ({ parlor }) => {
    const { anna, room } = await anInside(parlor)
    const bob = await aPerson(parlor, 'bob')
    await bob.join(room)
    const path = await begin(anna, room.id, 10)
    expect((await bob.send('HEAD', path)).status).toBe(404)
    expectRefusal(await goOn(bob, path, 0, new Uint8Array(10)), 'file_not_found')
    expect((await bob.send('DELETE', path)).status).toBe(204)
    expect(await offsetOf(anna, path), 'nobody else gives it up').toBe('0')
    expect((await anna.send('DELETE', path)).status).toBe(204)
    expect((await anna.send('HEAD', path)).status).toBe(404)
    expectRefusal(await goOn(anna, path, 0, new Uint8Array(10)), 'file_not_found')
  })
})

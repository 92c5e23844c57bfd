import { describe, expect } from 'vitest'
import { annaAndBob, aParlor, test } from '../support/examples.ts'
import { bytesOfLength } from '../support/pictures.ts'

describe('a download', () => {
  test('can begin anywhere and end anywhere', async ({ parlor }) => {
    const { anna, room } = await annaAndBob(parlor)
    const bytes = bytesOfLength(600_000)
    const file = await anna.upload(room, 'a.bin', bytes)
    const parts = [
      ['bytes=0-0', 0, 1],
      ['bytes=262143-262144', 262_143, 262_145],
      ['bytes=599999-', 599_999, 600_000],
      ['bytes=-5', 599_995, 600_000],
      ['bytes=100-99999999', 100, 600_000],
    ] as const
    for (const [range, from, to] of parts) {
      const { status, headers, bytes: got } = await anna.download(file, '', { range })
      expect(status, range).toBe(206)
      expect(headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/600000`)
      expect(got.equals(bytes.subarray(from, to)), range).toBe(true)
    }
    const beyond = await anna.download(file, '', { range: 'bytes=600000-' })
    expect(beyond.status).toBe(416)
    expect(beyond.headers.get('content-range')).toBe('bytes */600000')
    for (const range of ['bytes=0-1,5-6', 'lines=1-2', 'bytes=5-4', 'bytes=x-']) {
      expect((await anna.download(file, '', { range })).status, range).toBe(200)
    }
    const changed = { range: 'bytes=0-1', 'if-range': '"another"' }
    expect((await anna.download(file, '', changed)).status).toBe(200)
  })

  test('is not repeated for whoever has it', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const file = await anna.upload(room, 'a.txt', 'once')
    const etag = (await anna.download(file)).headers.get('etag') ?? ''
    const again = await anna.download(file, '', { 'if-none-match': `W/${etag}` })
    expect({ status: again.status, length: again.bytes.length }).toEqual({ status: 304, length: 0 })
    for (const known of ['*', `"older", ${etag}`]) {
      const same = await anna.download(file, '', { 'if-none-match': known })
      expect(same.status, known).toBe(304)
    }
    const head = await fetch(`${parlor.url}/api/files/${file.id}`, {
      method: 'HEAD',
      headers: { cookie: anna.cookies.header('/api/') },
    })
    expect(head.headers.get('content-length'), 'as of the bytes that are not sent').toBe('4')
    const notTheirs = await bob.download(file, '', { 'if-none-match': etag })
    expect(notTheirs.status, 'who knows its version has no right to it').toBe(404)
  })

  test('ends in the middle when the message is deleted meanwhile', async () => {
    const parlor = await aParlor()
    const { anna, bob, room } = await annaAndBob(parlor)
    // More than the systems between the two hold of it.
    const size = 24 * 2 ** 20
    const file = await anna.upload(room, 'long.bin', bytesOfLength(size))
    const message = await anna.postFiles(room, '', file)
    const response = await fetch(`${parlor.url}/api/files/${file.id}`, {
      headers: { cookie: bob.cookies.header('/api/') },
    })
    const reader = response.body?.getReader()
    await reader?.read()
    await anna.deleteMessage(room, message)
    const readRest = async () => {
      while (!((await reader?.read())?.done ?? true));
    }
    await expect(readRest()).rejects.toThrow()
  })
})

import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { describe, expect } from 'vitest'
import type { TestDatabase } from '../support/engines.ts'
import { aName, aParlor, aPerson, aRoom, testIn } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { bytesOfLength } from '../support/pictures.ts'
import { expectInvalid, expectRefusal } from '../support/reply.ts'

const megabyte = 2 ** 20
const test = testIn({ FILE_MB: '2', FILES_MB_PER_PERSON: '7' })

describe('a file', () => {
  test('comes with its message, to everyone inside, byte for byte', async ({ parlor }) => {
    const { anna, bob, room } = await two(parlor)
    const bytes = bytesOfLength(700_000)
    const file = await anna.upload(room, 'Rudder plan.bin', bytes)
    expect(file).toEqual({
      id: expect.any(String),
      name: 'Rudder plan.bin',
      type: 'application/octet-stream',
      size: 700_000,
    })
    const { cursor } = await bob.join(room)
    const message = await anna.postFiles(room, 'the plan', file)
    expect(message.files).toEqual([file])
    const { messages } = await bob.catchUp(room, cursor, 1)
    expect(messages).toEqual([message])
    expect((await bob.history(room)).messages).toEqual([message])
    const { status, headers, bytes: got } = await bob.download(file)
    expect(status).toBe(200)
    expect(digest(got)).toBe(digest(bytes))
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-length': '700000',
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="Rudder plan.bin"; filename*=UTF-8''Rudder%20plan.bin`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'cache-control': 'private, no-cache',
      'accept-ranges': 'bytes',
    })
  })

  test('can be all that a message says, and several of them stand in their order', async ({
    parlor,
  }) => {
    const { anna, room } = await two(parlor)
    const files = [await anna.upload(room, '1.txt', 'one'), await anna.upload(room, '2.txt', 'two')]
    const [one, other] = files
    if (!one || !other) throw new Error('Two were uploaded.')
    const message = await anna.postFiles(room, '', other, one)
    expect(message.body).toBe('')
    expect(message.files.map(({ name }) => name)).toEqual(['2.txt', '1.txt'])
    expectInvalid(await anna.sendFiles(room, '', []), 'body')
  })

  test('stands for a message without words wherever one line is shown of it', async () => {
    const parlor = await aParlor()
    const { anna, bob, room } = await two(parlor)
    const files = [
      await anna.upload(room, 'rudder.txt', 'a'),
      await anna.upload(room, 'b.txt', 'b'),
    ]
    const message = await anna.postFiles(room, '', ...files)
    const lastOf = async () => (await bob.rooms()).find(({ id }) => id === room.id)?.last?.excerpt
    await expect.poll(lastOf, soon).toBe('📎 rudder.txt +1')
    await parlor.stop()
    await parlor.startAgain()
    expect(await lastOf(), 'as it is read from the database').toBe('📎 rudder.txt +1')
    const reply = await bob.reply(room, message, 'Ordered.')
    expect(reply.replyTo?.excerpt).toBe('📎 rudder.txt +1')
    const { messages } = await anna.join(room)
    expect(messages[1]?.replyTo?.excerpt).toBe('📎 rudder.txt +1')
    await anna.edit(room, message, 'Broken')
    const emptied = await anna.edit(room, message, '')
    expect(emptied).toMatchObject({ body: '', files })
    const [, quoting] = (await bob.history(room)).messages
    expect(quoting?.replyTo?.excerpt).toBe('📎 rudder.txt +1')
    expectInvalid(await bob.sendEdit(room, reply, ''), 'body')
    await anna.deleteMessage(room, message)
    expect((await bob.history(room)).messages[1]?.replyTo?.excerpt).toBe('')
  })

  test('keeps standing under its message when that is edited or reacted to', async ({ parlor }) => {
    const { anna, bob, room } = await two(parlor)
    const file = await anna.upload(room, 'a.txt', 'words')
    const message = await anna.postFiles(room, 'see', file)
    expect((await anna.edit(room, message, 'look')).files).toEqual([file])
    expect((await bob.react(room, message, '👍')).files).toEqual([file])
    expect((await bob.download(file)).bytes.toString()).toBe('words')
  })

  test('is nobody else’s until it is posted, and then posted once', async ({ parlor }) => {
    const { anna, bob, room } = await two(parlor)
    const file = await anna.upload(room, 'secret.txt', 'not yet')
    expect((await anna.download(file)).status).toBe(200)
    expect((await bob.download(file)).status).toBe(404)
    expectRefusal(await bob.sendFiles(room, 'mine', [file]), 'file_not_found')
    const key = randomUUID()
    const posted = await anna.sendFiles(room, '', [file], key)
    expect(posted.status).toBe(201)
    const again = await anna.sendFiles(room, '', [file], key)
    expect({ status: again.status, body: again.body }).toEqual({ status: 200, body: posted.body })
    expectRefusal(await anna.sendFiles(room, '', [], key), 'invalid_input')
    expectRefusal(await anna.sendPost(room, 'something else', key), 'key_reused')
    expectRefusal(await anna.sendFiles(room, 'again', [file]), 'file_not_found')
    const second = await anna.upload(room, 'b.txt', 'b')
    expectRefusal(await anna.sendFiles(room, 'twice', [second, second]), 'file_not_found')
    expect((await anna.history(room)).messages, 'of what was refused nothing stands').toHaveLength(
      1,
    )
    const elsewhere = await aRoom(anna)
    expectRefusal(await anna.sendFiles(elsewhere, 'elsewhere', [second]), 'file_not_found')
  })

  test('is what its content is, whatever its name says', async ({ parlor }) => {
    const { anna, room } = await two(parlor)
    const pdf = '%PDF-1.7\n1 0 obj\n<<>>\n<script>alert(1)</script><html>'
    const kinds = [
      ['page.html', '<!doctype html><script>alert(1)</script>', 'text/plain'],
      ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', undefined],
      ['photo.png', pdf, 'application/pdf'],
      ['photo.jpg', 'MZ\u0090', undefined],
    ] as const
    for (const [name, content, type] of kinds) {
      const file = await anna.upload(room, name, content)
      if (type) expect(file.type).toBe(type)
      const { headers } = await anna.download(file)
      expect(headers.get('content-type'), name).toBe('application/octet-stream')
      expect(headers.get('content-disposition'), name).toMatch(/^attachment;/)
      expect((await anna.download(file, '/thumbnail')).status).toBe(404)
    }
  })

  test('has a name that is text', async ({ parlor }) => {
    const { anna, room } = await two(parlor)
    const names = [
      ['../../etc/passwd', 'passwd'],
      ['..\\..\\boot.ini', 'boot.ini'],
      ['a\0b.txt', 'ab.txt'],
      ['photo\u202Egpj.exe', 'photogpj.exe'],
      ['.htaccess', 'htaccess'],
      ['..', 'file'],
      ['\u3164', 'file'],
      ['Résumé – 履歴書.pdf', 'Résumé – 履歴書.pdf'],
      [`${'x'.repeat(4000)}.tar`, `${'x'.repeat(196)}.tar`],
    ] as const
    for (const [given, name] of names) {
      const file = await anna.upload(room, given, 'x')
      expect(file.name, given).toBe(name)
      expect((await anna.download(file)).status).toBe(200)
    }
  })

  test('that is not there is told from none by nobody', async ({ parlor }) => {
    const { anna, bob, room } = await two(parlor)
    const file = await anna.upload(room, 'a.txt', 'a')
    const missing = { id: 'xxxxxxxxxxxx' }
    for (const rest of ['', '/thumbnail', '/thumbnail?size=large']) {
      const hidden = await bob.download(file, rest)
      const absent = await bob.download(missing, rest)
      expect(hidden.status).toBe(404)
      expect(hidden.bytes).toEqual(absent.bytes)
      expect([...hidden.headers.keys()]).toEqual([...absent.headers.keys()])
    }
    expect((await bob.download({ id: '%00' })).status).toBe(404)
    expect((await bob.download({ id: 'a'.repeat(200) })).status).toBe(404)
  })
})

describe('a download', () => {
  test('can begin anywhere and end anywhere', async ({ parlor }) => {
    const { anna, room } = await two(parlor)
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
    const { anna, bob, room } = await two(parlor)
    const file = await anna.upload(room, 'a.txt', 'once')
    const etag = (await anna.download(file)).headers.get('etag') ?? ''
    const again = await anna.download(file, '', { 'if-none-match': `W/${etag}` })
    expect({ status: again.status, length: again.bytes.length }).toEqual({ status: 304, length: 0 })
    const notTheirs = await bob.download(file, '', { 'if-none-match': etag })
    expect(notTheirs.status, 'who knows its version has no right to it').toBe(404)
  })

  test('ends in the middle when the message is deleted meanwhile', async () => {
    const parlor = await aParlor()
    const { anna, bob, room } = await two(parlor)
    // More than the systems between the two hold of it.
    const size = 24 * megabyte
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

describe('what is deleted', () => {
  test('is served no more from that moment, and its bytes go', async ({ parlor }) => {
    const { anna, bob, room } = await two(parlor)
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

  test('with its room is served no more either', async ({ parlor }) => {
    const { anna, bob, room } = await two(parlor)
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
    const { anna, bob, room } = await two(parlor)
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
  const { anna, room } = await two(parlor)
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
    const { anna, room } = await two(parlor)
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
    const { anna, bob, room } = await two(parlor)
    const bytes = bytesOfLength(2 * megabyte)
    const files = []
    for (let i = 0; i < 3; i += 1) files.push(await anna.upload(room, `${i}.bin`, bytes))
    expectRefusal(await anna.sendUpload(room, '3.bin', bytes), 'quota_exceeded')
    expect((await bob.upload(room, 'b.bin', bytes)).size, 'others go on').toBe(bytes.length)
    const [first] = files
    if (first) expect((await anna.send('DELETE', `/api/files/${first.id}`)).status).toBe(204)
    await expect
      .poll(async () => (await anna.sendUpload(room, '3.bin', bytes)).status, soon)
      .toBe(201)
  })

  test('is refused: more than ten in one message', async ({ parlor }) => {
    const { anna, room } = await two(parlor)
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
    const { anna, room } = await two(parlor)
    expectInvalid(await anna.sendUpload(room, 'empty.txt', ''), 'file')
    await expect.poll(() => filesOf(parlor, room.id), soon).toBe(0)
  })
})

describe('an upload', () => {
  test('is for those who are inside', async ({ parlor }) => {
    const { anna, bob, room } = await two(parlor)
    await bob.leave()
    expectRefusal(await bob.sendUpload(room, 'a.txt', 'a'), 'not_in_room')
    expectRefusal(await anna.sendUpload({ id: 'nowhere' }, 'a.txt', 'a'), 'room_not_found')
  })

  test('without the one part “file” is refused', async ({ parlor }) => {
    const { anna, room } = await two(parlor)
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

  test('that breaks off leaves nothing', async ({ parlor }) => {
    const { anna, room } = await two(parlor)
    const ended = new AbortController()
    const body = new ReadableStream({
      async start(stream) {
        const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n'
        stream.enqueue(Buffer.from(head))
        stream.enqueue(bytesOfLength(600_000))
        await expect.poll(() => filesOf(parlor, room.id), soon).toBe(1)
        ended.abort()
      },
    })
    const sent = fetch(`${parlor.url}/api/rooms/${room.id}/files`, {
      method: 'POST',
      body,
      duplex: 'half',
      signal: ended.signal,
      headers: {
        cookie: anna.cookies.header('/api/'),
        'content-type': 'multipart/form-data; boundary=x',
      },
    })
    await expect(sent).rejects.toThrow()
    await expect.poll(() => filesOf(parlor, room.id), soon).toBe(0)
  })

  test('whose session ends meanwhile is refused', async ({ parlor }) => {
    const { anna, room } = await two(parlor)
    const elsewhere = await anna.inAnotherWindow()
    const body = new ReadableStream({
      async start(stream) {
        const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n'
        stream.enqueue(Buffer.from(head))
        stream.enqueue(bytesOfLength(300_000))
        await expect.poll(() => filesOf(parlor, room.id), soon).toBe(1)
        await elsewhere.send('DELETE', '/api/me/sessions')
        stream.enqueue(bytesOfLength(300_000))
        stream.enqueue(Buffer.from('\r\n--x--\r\n'))
        stream.close()
      },
    })
    const cookie = anna.cookies.header('/api/')
    const sent = await fetch(`${parlor.url}/api/rooms/${room.id}/files`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { cookie, 'content-type': 'multipart/form-data; boundary=x' },
    })
    expect(sent.status).toBe(401)
  })

  test('does not hold up what people say', async ({ parlor }) => {
    const { anna, bob, room } = await two(parlor)
    const uploads = Promise.all(
      [1, 2, 3].map((i) => anna.upload(room, `${i}`, bytesOfLength(megabyte))),
    )
    const posted = []
    for (let i = 0; i < 5; i += 1) posted.push(await bob.post(room, `meanwhile ${i}`))
    expect(posted.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
    expect(await uploads).toHaveLength(3)
    await sleep(0)
  })
})

describe('all files of a room', () => {
  test('are shown the newest first, by kind, page by page, and not what is deleted or unposted', async ({
    parlor,
  }) => {
    const { anna, bob, room } = await two(parlor)
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    const upload = (name: string) =>
      anna.upload(room, name, name.endsWith('.png') ? new Uint8Array(png) : 'words')
    const old = await anna.postFiles(room, '', await upload('old.txt'))
    const [one, two_] = [await upload('1.png'), await upload('2.txt')]
    const both = await anna.postFiles(room, 'both', one, two_)
    const deleted = await anna.postFiles(room, '', await upload('deleted.png'))
    const last = await bob.postFiles(room, '', await bob.upload(room, 'last.txt', 'words'))
    await upload('unposted.png')
    await anna.deleteMessage(room, deleted)
    const elsewhere = await aRoom(bob)
    await bob.postFiles(elsewhere, '', await bob.upload(elsewhere, 'elsewhere.txt', 'words'))
    const { files, next } = await anna.filesOf(room)
    expect(next).toBeNull()
    expect(files.map(({ file }) => file)).toEqual([...last.files, one, two_, ...old.files])
    const { id, seq, author, postedAt } = both
    expect(files[1]?.message).toEqual({ id, seq, author, postedAt })
    const named = async (query: string) =>
      (await anna.filesOf(room, query)).files.map(({ file }) => file.name)
    expect(await named('?kind=picture')).toEqual(['1.png'])
    expect(await named('?kind=other')).toEqual(['last.txt', '2.txt', 'old.txt'])
    expect(await named('?kind=sound')).toEqual([])
    const first = await anna.filesOf(room, '?limit=2')
    expect(first.files.map(({ file }) => file.name)).toEqual(['last.txt', '1.png'])
    const second = await anna.filesOf(room, `?limit=2&page=${first.next}`)
    expect(second.files.map(({ file }) => file.name)).toEqual(['2.txt', 'old.txt'])
    expect(second.next).toBeNull()
    for (const query of ['?kind=script', '?page=1', '?page=x-1', '?limit=0']) {
      expect((await anna.send('GET', `/api/rooms/${room.id}/files${query}`)).status, query).toBe(
        422,
      )
    }
  })

  test('are for whoever may read it, inside or not', async ({ parlor }) => {
    const { anna, bob } = await two(parlor)
    const room = await anna.createRoom(aName('Committee'), 'private')
    await anna.join(room)
    await anna.postFiles(room, '', await anna.upload(room, 'minutes.txt', 'words'))
    const seen = await bob.send('GET', `/api/rooms/${room.id}/files`)
    expectRefusal(seen, 'room_not_found')
    await anna.leave()
    expect((await anna.filesOf(room)).files).toHaveLength(1)
  })
})

test('what a file shows is said before it is posted', async ({ parlor }) => {
  const { anna, bob, room } = await two(parlor)
  const file = await anna.upload(room, 'a.txt', 'a')
  const path = `/api/files/${file.id}`
  expectRefusal(await bob.send('PATCH', path, { alt: 'mine' }), 'file_not_found')
  const described = await anna.send('PATCH', path, { alt: ' A broken rudder ' })
  expect(described.body).toEqual({ file: { ...file, alt: 'A broken rudder' } })
  expectInvalid(await anna.send('PATCH', path, { alt: 'x'.repeat(1001) }), 'alt')
  expect((await anna.send('PATCH', path, { alt: 'x'.repeat(1000) })).status).toBe(200)
  await anna.send('PATCH', path, { alt: 'A broken rudder' })
  const message = await anna.postFiles(room, '', file)
  expect(message.files[0]?.alt).toBe('A broken rudder')
  expectRefusal(await anna.send('PATCH', path, { alt: 'another' }), 'file_not_found')
})

interface Place {
  database: TestDatabase
}

/** What follows from a commit comes after the answer. */
const soon = { timeout: 10_000, interval: 50 }

async function two(parlor: { readonly url: string }) {
  const anna: Person = await aPerson(parlor)
  const bob: Person = await aPerson(parlor, 'bob')
  return { anna, bob, room: await aRoom(anna, bob) }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
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

import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { describe, expect } from 'vitest'
import { aName, annaAndBob, aParlor, aRoom, test } from '../support/examples.ts'
import { bytesOfLength } from '../support/pictures.ts'
import { expectInvalid, expectRefusal } from '../support/reply.ts'

describe('a file', () => {
  test('comes with its message, to everyone inside, byte for byte', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
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
    expect(got.equals(bytes)).toBe(true)
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
    const { anna, room } = await annaAndBob(parlor)
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
    const { anna, bob, room } = await annaAndBob(parlor)
    const files = [
      await anna.upload(room, 'rudder.txt', 'a'),
      await anna.upload(room, 'b.txt', 'b'),
    ]
    const message = await anna.postFiles(room, '', ...files)
    const lastOf = async () => (await bob.rooms()).find(({ id }) => id === room.id)?.last?.excerpt
    await expect.poll(lastOf).toBe('📎 rudder.txt +1')
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
    const { anna, bob, room } = await annaAndBob(parlor)
    const file = await anna.upload(room, 'a.txt', 'words')
    const message = await anna.postFiles(room, 'see', file)
    expect((await anna.edit(room, message, 'look')).files).toEqual([file])
    expect((await bob.react(room, message, '👍')).files).toEqual([file])
    expect((await bob.download(file)).bytes.toString()).toBe('words')
  })

  test('is nobody else’s until it is posted, and then posted once', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
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
    const { anna, room } = await annaAndBob(parlor)
    const pdf = '%PDF-1.7\n1 0 obj\n<<>>\n<script>alert(1)</script><html>'
    const kinds = [
      ['page.html', '<!doctype html><script>alert(1)</script>', 'text/plain'],
      // Wherever its beginning ends, it ends within a character.
      ['novel.txt', `x${'é'.repeat(200_000)}`, 'text/plain'],
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
    const { anna, room } = await annaAndBob(parlor)
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
    const { anna, bob, room } = await annaAndBob(parlor)
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

describe('all files of a room', () => {
  test('are shown the newest first, by kind, page by page, and not what is deleted or unposted', async ({
    parlor,
  }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
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
    const { anna, bob } = await annaAndBob(parlor)
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
  const { anna, bob, room } = await annaAndBob(parlor)
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

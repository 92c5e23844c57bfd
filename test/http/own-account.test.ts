import { crc32 } from 'node:zlib'
import Type from 'typebox'
import { describe, expect } from 'vitest'
import { aName, aParlor, aPerson, aRoom, aStranger, testIn } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { content, expectRefusal } from '../support/reply.ts'
import { idOf, theOwner } from './standing.ts'

const test = testIn({})

const leave = (person: Person, messages?: string, password = person.password) =>
  person.send('DELETE', '/api/me', { password, messages })

const logIn = ({ name: username, password }: Person, as: Person) =>
  as.send('POST', '/api/session', { username, password })

describe('deleting one’s account', () => {
  test('needs the password, ends every session, and leaves what was said as a deleted person’s', async ({
    parlor,
  }) => {
    await theOwner(parlor)
    const [anna, bob] = [await aPerson(parlor), await aPerson(parlor)]
    const other = await anna.inAnotherWindow()
    const room = await aRoom(bob, anna)
    await anna.post(room, 'I was here')
    const { cursor } = await bob.poll(room)
    expectRefusal(await leave(anna, 'keep', 'not the one'), 'invalid_credentials')
    await anna.session()

    expect((await leave(anna)).status).toBe(204)
    for (const window of [anna, other]) {
      expectRefusal(await window.send('GET', '/api/session'), 'not_logged_in')
    }
    expectRefusal(await logIn(anna, aStranger(parlor)), 'invalid_credentials')
    const { messages } = await bob.history(room)
    expect(messages.map(({ author, body }) => [author.username, body])).toEqual([
      ['deleted person', 'I was here'],
    ])
    const poll = await bob.poll(room, cursor)
    expect(poll.people?.at(-1)).toMatchObject({ username: 'deleted person', state: 'gone' })
    expect(await parlor.database.text()).not.toContain(anna.name)
    // The name is anybody's again.
    const { name: username, password } = anna
    const again = await aStranger(parlor).send('POST', '/api/accounts', { username, password })
    expect(again.status).toBe(201)
  })

  test('takes along what was said, if that is wanted, wherever it was said', async ({ parlor }) => {
    await theOwner(parlor)
    const [anna, bob] = [await aPerson(parlor), await aPerson(parlor)]
    const [tea, rum] = [await aRoom(bob, anna), await aRoom(bob, anna)]
    for (let i = 0; i < 120; i += 1) await anna.post(rum, `private matter ${i}`)
    await anna.join(tea)
    const mine = await anna.post(tea, 'private matter in the tea room')
    await anna.edit(tea, mine, 'private matter once more')
    expect((await leave(anna, 'delete')).status).toBe(204)
    await expect.poll(() => parlor.database.text()).not.toContain('private matter')
    await bob.join(tea)
    const { messages } = await bob.history(tea)
    expect(messages).toMatchObject([
      { id: mine.id, body: '', author: { username: 'deleted person' } },
    ])
  })

  test('leaves neither reactions nor uploads nor sanctions behind, whatever becomes of messages', async ({
    parlor,
  }) => {
    await theOwner(parlor)
    const [anna, bob] = [await aPerson(parlor), await aPerson(parlor)]
    const room = await aRoom(bob, anna)
    const his = await bob.post(room, 'tea?')
    for (const emoji of ['👍', '🎉']) await anna.react(room, his, emoji)
    await bob.react(room, his, '👍')
    const draft = await anna.upload(room, 'draft.txt', 'never to be posted')
    const letter = await anna.upload(room, 'letter.txt', 'dear all')
    const mine = await anna.postFiles(room, 'this stays', letter)
    const until = '2100-01-01T00:00:00.000Z'
    await bob.act('PUT', room, 'mutes', await idOf(anna), { until })
    await anna.send('PUT', '/api/me/quiet-hours', {
      quietHours: { from: 60, to: 120, timeZone: 'Asia/Kolkata' },
    })
    expect(await parlor.database.text()).toContain(draft.id)
    const { cursor } = await bob.poll(room)
    expect((await leave(anna, 'keep')).status).toBe(204)
    const bobs = [{ emoji: '👍', people: [await idOf(bob)] }]
    await expect
      .poll(async () => (await bob.history(room)).messages.map(({ reactions }) => reactions))
      .toEqual([bobs, []])
    await expect
      .poll(async () => (await bob.poll(room, cursor)).revised?.map(({ reactions }) => reactions))
      .toEqual([bobs])
    await expect.poll(() => parlor.database.text()).not.toContain(draft.id)
    const text = await parlor.database.text()
    expect(text).not.toContain('Asia/Kolkata')
    // That it was done stands in the audit log; nobody is muted any more.
    expect(text).toContain('["sanction",[]]')
    expect((await bob.history(room)).messages.at(-1)).toMatchObject({
      id: mine.id,
      body: 'this stays',
      files: [{ id: letter.id }],
    })
  })

  test('hands on the rooms that were theirs alone, to a moderator before who was there longer', async ({
    parlor,
  }) => {
    await theOwner(parlor)
    const [anna, bob, cleo] = [await aPerson(parlor), await aPerson(parlor), await aPerson(parlor)]
    const room = await aRoom(anna, cleo, bob)
    await anna.act('PUT', room, 'members', await idOf(bob), { role: 'moderator' })
    const path = `/api/rooms/${room.id}/invites`
    expect((await anna.send('POST', path, {})).status).toBe(201)
    await leave(anna)
    expect((await bob.send('GET', path)).body, 'with what led into them').toEqual({ invites: [] })
    const members = content(
      await bob.send('GET', '/api/me/export'),
      200,
      Type.Object({ rooms: Type.Array(Type.Object({ id: Type.String(), role: Type.String() })) }),
    )
    expect(members.rooms).toContainEqual(expect.objectContaining({ id: room.id, role: 'owner' }))
  })

  test('hands them on to somebody who can log in, if there is one', async ({ parlor }) => {
    const boss = await theOwner(parlor)
    const [anna, bob, cleo] = [await aPerson(parlor), await aPerson(parlor), await aPerson(parlor)]
    const room = await aRoom(anna, bob, cleo)
    const { id } = (await bob.session()).user
    await boss.send('PATCH', `/api/people/${id}`, { disabled: true })
    await leave(anna)
    const roles = (await cleo.members(room)).map(({ user, role }) => [user.id, role])
    expect(roles).toContainEqual([(await cleo.session()).user.id, 'owner'])
  })

  test('deletes a private room in which nobody else is left', async ({ parlor }) => {
    await theOwner(parlor)
    const anna = await aPerson(parlor)
    const room = await anna.createRoom(aName('Diary'), 'private')
    await anna.join(room)
    await anna.post(room, 'dear diary')
    await leave(anna)
    await parlor.pass(10_000)
    await expect.poll(() => parlor.database.text()).not.toContain('dear diary')
  })

  test('is not for the last owner of the instance, also of two at the same moment', async () => {
    const parlor = await aParlor()
    const owner = await aPerson(parlor)
    expectRefusal(await leave(owner), 'not_allowed')
    const anna = await aPerson(parlor)
    await owner.send('PATCH', `/api/people/${await idOf(anna)}`, { role: 'owner' })
    const replies = await Promise.all([leave(owner), leave(anna)])
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([204, 403]))
  })

  test('is not for the last owner who can log in, while another one is banned', async () => {
    const parlor = await aParlor()
    const owner = await aPerson(parlor)
    const anna = await aPerson(parlor)
    const path = `/api/people/${await idOf(anna)}`
    await owner.send('PATCH', path, { role: 'owner' })
    expect((await owner.send('PUT', `${path}/ban`, {})).status).toBe(200)
    expectRefusal(await leave(owner), 'not_allowed')
    await owner.send('DELETE', `${path}/ban`)
    expect((await leave(owner)).status).toBe(204)
  })

  test('leaves nobody else the name that deleted people have, nor is anybody called what calls everyone', async ({
    parlor,
  }) => {
    for (const username of [
      'deleted person',
      'Deleted  Person',
      'DELETED PERSON',
      'dеleted person',
      ...['everyone', 'Everyone', 'EVERYONE', 'еveryone'],
    ]) {
      const { password } = aStranger(parlor)
      const reply = await aStranger(parlor).send('POST', '/api/accounts', { username, password })
      expectRefusal(reply, 'username_taken')
      const anna = await aPerson(parlor)
      expectRefusal(await anna.send('PATCH', '/api/me', { username }), 'username_taken')
    }
  })
})

test('whoever asks gets all that is kept of them, and nothing that others wrote', async ({
  parlor,
}) => {
  await theOwner(parlor)
  const [anna, bob] = [await aPerson(parlor), await aPerson(parlor)]
  const room = await aRoom(bob, anna)
  const first = await anna.post(room, 'mine, at first')
  const { editedAt } = await anna.edit(room, first, 'mine, later')
  const his = await bob.post(room, 'his secret')
  await anna.react(room, his, '👍')
  for (let i = 0; i < 3; i += 1) await anna.post(room, `more ${i}`)
  const letter = await anna.upload(room, 'letter.txt', 'dear all')
  const { id: messageId } = await anna.postFiles(room, '', letter)
  await anna.deleteMessage(room, await anna.post(room, 'regretted'))
  const draft = await anna.upload(room, 'letter.txt', 'dear nobody')
  await bob.postFiles(room, '', await bob.upload(room, 'his.txt', 'his secret file'))
  const endpoint = 'https://push.example.org/of-anna'
  const keys = {
    p256dh:
      'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  }
  expect((await anna.send('PUT', '/api/me/push', { endpoint, keys })).status).toBe(204)
  const quietHours = { from: 60, to: 120, timeZone: 'Asia/Kolkata' }
  await anna.send('PUT', '/api/me/quiet-hours', { quietHours })
  const reply = await anna.send('GET', '/api/me/export')
  expect(reply.headers.get('content-disposition')).toContain('attachment')
  expect(reply.body).toMatchObject({
    account: { id: await idOf(anna), username: anna.name, role: 'member' },
    sessions: [{ userAgent: expect.any(String) }],
    rooms: [{ id: room.id, name: room.name, role: 'member' }],
    blocked: [],
    messages: [
      { room: room.name, seq: 1, body: 'mine, later', editedAt },
      { seq: 3, body: 'more 0', editedAt: null },
      { seq: 4, body: 'more 1' },
      { seq: 5, body: 'more 2' },
      { seq: 6, body: '' },
    ],
    earlierTexts: [{ body: 'mine, at first' }],
    reactions: [{ messageId: Number(his.id), emoji: '👍' }],
    pushSubscriptions: [{ endpoint, shows: 'text' }],
    quietHours,
  })
  const { files } = content(reply, 200, Type.Object({ files: Type.Array(Exported) }))
  const places = files.map((file) => [file.id, file.messageId, file.inArchive])
  expect(new Set(places)).toEqual(
    new Set([
      [letter.id, Number(messageId), `files/${letter.id}/letter.txt`],
      [draft.id, null, `files/${draft.id}/letter.txt`],
    ]),
  )
  expect(reply.text).not.toContain('his secret')

  const archive = await unpacked(anna)
  expect(JSON.parse(archive.get('parlor-export.json') ?? '')).toMatchObject({ files })
  archive.delete('parlor-export.json')
  expect(archive).toEqual(
    new Map([
      [`files/${letter.id}/letter.txt`, 'dear all'],
      [`files/${draft.id}/letter.txt`, 'dear nobody'],
    ]),
  )
})

const Exported = Type.Object({
  id: Type.String(),
  messageId: Type.Union([Type.Integer(), Type.Null()]),
  inArchive: Type.String(),
})

/** What is in the archive of all that is kept of somebody, found by its directory (APPNOTE.TXT, 4.3). */
async function unpacked(person: Person): Promise<Map<string, string>> {
  const { headers, bytes: zip } = await person.fetch('/api/me/export/archive')
  expect(headers.get('content-disposition')).toContain('parlor-export.zip')
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'))
  const found = new Map<string, string>()
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [crc, size] = [zip.readUInt32LE(at + 16), zip.readUInt32LE(at + 24)]
    const nameEnds = at + 46 + zip.readUInt16LE(at + 28)
    const name = zip.toString('utf8', at + 46, nameEnds)
    const local = zip.readUInt32LE(at + 42)
    expect(zip.readUInt32LE(local)).toBe(0x04034b50)
    const begins = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const bytes = zip.subarray(begins, begins + size)
    expect(crc32(bytes), name).toBe(crc)
    found.set(name, bytes.toString())
    at = nameEnds + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return found
}

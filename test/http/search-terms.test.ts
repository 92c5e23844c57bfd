import Type from 'typebox'
import { describe, expect } from 'vitest'
import { aName, aPerson, aRoom, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { content, expectInvalid } from '../support/reply.ts'
import { aWordThatIsFound, bodies, twoInTwoRooms } from './searching.ts'

describe('what is typed beside words', () => {
  test('from: and in: name people and rooms', async ({ parlor }) => {
    const { anna, bob, tea, word } = await twoInTwoRooms(parlor)
    const said = (q: string) => bodies(anna, { q: `${word} ${q}` })
    expect(await said('')).toEqual([`${word} b2`, `${word} a2`, `${word} b1`, `${word} a1`])
    expect(await said(`from:${bob.name}`)).toEqual([`${word} b2`, `${word} b1`])
    expect(await said(`FROM:"${bob.name.toUpperCase()}"`)).toEqual([`${word} b2`, `${word} b1`])
    expect(await said('from:me')).toEqual([`${word} a2`, `${word} a1`])
    expect(await said(`in:${tea.name}`)).toEqual([`${word} b1`, `${word} a1`])
    expect(await said(`in:"${tea.name.slice(0, -2)}" from:me`)).toEqual([`${word} a1`])
    expect(await said(`in:${aName('nowhere')}`)).toEqual([])
    expect(await said(`from:${aName('nobody')}`)).toEqual([])
    expect(await bodies(anna, { q: `from:${bob.name}` }), 'by itself').toEqual([
      `${word} b2`,
      `${word} b1`,
    ])
  })

  test('from: and in: leave accents aside, if nobody and no room is called so', async ({
    parlor,
  }) => {
    const zoe = await aPerson(parlor, 'Zoë')
    const cafe = await zoe.createRoom(aName('Café'))
    const hidden = await zoe.createRoom(aName('Séance'), 'private')
    const word = aName('word')
    for (const room of [cafe, hidden]) {
      await zoe.join(room)
      await zoe.post(room, `${word} in ${room.kind}`)
    }
    const anna = await aPerson(parlor, 'anna')
    await anna.join(cafe)
    await parlor.indexed()
    const said = (person: Person, narrowed: string) => bodies(person, { q: `${word} ${narrowed}` })
    const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '')
    expect(await said(anna, `from:${plain(zoe.name)}`)).toEqual([`${word} in open`])
    expect(await said(anna, `in:${plain(cafe.name).slice(0, -2)}`)).toEqual([`${word} in open`])
    expect(await said(zoe, `in:${plain(hidden.name)}`)).toEqual([`${word} in private`])
    expect(await said(anna, `in:${plain(hidden.name)}`), 'she does not see it').toEqual([])
  })

  test('from: knows people by the names that they had, and nobody by one that is free again', async ({
    parlor,
  }) => {
    const { anna, bob, word } = await twoInTwoRooms(parlor)
    const said = (name: string) => bodies(anna, { q: `${word} from:${name}` })
    const now = aName('robert')
    content(await bob.send('PATCH', '/api/me', { username: now }), 200, Type.Any())
    for (const name of [now, bob.name]) {
      expect(await said(name), name).toEqual([`${word} b2`, `${word} b1`])
    }
    const { user } = await bob.session()
    expect((await bob.send('DELETE', '/api/me', { password: bob.password })).status).toBe(204)
    for (const name of [now, bob.name]) expect(await said(name), name).toEqual([])
    const { hits } = await anna.search({ q: word, from: user.id })
    expect(hits.map(({ message }) => message.body)).toEqual([`${word} b2`, `${word} b1`])
    expect(hits.map(({ message }) => message.author.username)).not.toContain(now)
  })

  test('in: knows the rooms that one belongs to, direct ones by who else is in them', async ({
    parlor,
  }) => {
    const [anna, bob, carl] = [
      await aPerson(parlor),
      await aPerson(parlor, 'bob'),
      await aPerson(parlor, 'carl'),
    ]
    const word = aName('word')
    const name = aName('plans')
    const hidden = await anna.createRoom(name, 'private')
    await anna.join(hidden)
    await anna.post(hidden, `${word} in private`)
    const direct = await anna.talkTo([(await bob.session()).user.id])
    await anna.join(direct)
    await anna.post(direct, `${word} between us`)
    await parlor.indexed()
    const said = (person: Person, place: string) => bodies(person, { q: `${word} in:"${place}"` })
    for (const place of [name, name.slice(0, -1), name.toUpperCase()]) {
      expect(await said(anna, place), place).toEqual([`${word} in private`])
    }
    expect(await said(anna, bob.name)).toEqual([`${word} between us`])
    expect(await said(bob, anna.name)).toEqual([`${word} between us`])
    expect(await said(anna, anna.name), 'nobody calls it so').toEqual([])
    for (const place of [name, anna.name, bob.name]) {
      expect(await said(carl, place), place).toEqual([])
    }
    expect(await bodies(carl, { q: word, room: direct.id })).toEqual([])
  })

  test('so do ids', async ({ parlor }) => {
    const { anna, bob, coffee, word } = await twoInTwoRooms(parlor)
    const { user } = await bob.session()
    const of = (query: Record<string, string>) => bodies(anna, { q: word, ...query })
    expect(await of({ from: user.id })).toEqual([`${word} b2`, `${word} b1`])
    expect(await of({ room: coffee.id })).toEqual([`${word} b2`, `${word} a2`])
    expect(await of({ room: coffee.id, from: user.id })).toEqual([`${word} b2`])
    expect(await of({ room: 'nowhere' })).toEqual([])
    expect(await of({ from: 'nobody' })).toEqual([])
  })

  test('before and after are times, days, months and years', async ({ parlor }) => {
    const { anna, word, message } = await aWordThatIsFound(parlor)
    const of = (query: Record<string, string>) => bodies(anna, { q: word, ...query })
    const at = Date.parse(message.postedAt)
    const time = (ms: number) => new Date(ms).toISOString()
    const day = 24 * 60 * 60_000
    expect(await of({ before: time(at) })).toEqual([])
    expect(await of({ before: time(at + 1) })).toEqual([word])
    expect(await of({ after: time(at) })).toEqual([word])
    expect(await of({ after: time(at + 1) })).toEqual([])
    const typed = (q: string) => bodies(anna, { q: `${word} ${q}` })
    const date = (ms: number) => time(ms).slice(0, 10)
    expect(await typed(`before:${date(at)}`)).toEqual([])
    expect(await typed(`before:${date(at + day)}`)).toEqual([word])
    expect(await typed(`after:${date(at)} before:${time(at + 1)}`)).toEqual([word])
    expect(await typed(`after:${date(at + day)}`)).toEqual([])
    expect(await typed(`after:${time(at).slice(0, 7)}`)).toEqual([word])
    expect(await typed('before:2001')).toEqual([])
    expect(await typed('before:2001 before:2100'), 'both have to hold').toEqual([])
    expect(await typed('after:2100 after:2001')).toEqual([])
  })

  test('has:link finds what has one', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const linked = ['see https://example.org/x', '(www.example.org)', 'HTTP://EXAMPLE.ORG']
    for (const body of ['no link', 'https:// alone', 'awww.', ...linked])
      await anna.post(room, body)
    await parlor.indexed()
    expect(await bodies(anna, { q: 'has:link', room: room.id })).toEqual(linked.reverse())
    expect(await bodies(anna, { q: 'has:link see', room: room.id })).toEqual([linked[2]])
  })

  test('has:file finds what has one, also if it says nothing', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    await anna.post(room, 'no file')
    const { id } = await anna.upload(room, 'a.txt', 'words')
    const posted = await anna.send('POST', `/api/rooms/${room.id}/messages`, {
      body: '',
      key: crypto.randomUUID(),
      files: [id],
    })
    expect(posted.status).toBe(201)
    await parlor.indexed()
    const { hits } = await anna.search({ q: 'has:file', room: room.id })
    expect(hits.map(({ message }) => message.files.map((file) => file.id))).toEqual([[id]])
    const [hit] = hits
    if (hit) await anna.deleteMessage(room, hit.message)
    expect(await bodies(anna, { q: 'has:file', room: room.id })).toEqual([])
  })
})

test('nothing that is typed is an error, and what is nothing finds nothing', async ({ parlor }) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  await anna.post(room, 'something')
  await parlor.indexed()
  const nothing = ['', ' ', '"', '""', '“', 'from:', 'in:', 'has:', 'before:', 'after:', 'in:""']
  for (const q of nothing)
    expect(await anna.search({ q }), q).toMatchObject({ hits: [], next: null })
  expect(await anna.search({})).toMatchObject({ hits: [], next: null })
  const strange = [
    ...[
      'a',
      '%',
      '_',
      '*',
      '\\',
      "'",
      '" OR 1=1',
      "' OR 1=1 --",
      'NEAR(a b)',
      'AND',
      'a AND',
      '-',
      '^a',
    ],
    ...['grams:a', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '\u202eabc', 'מילה', '\ud800', '(a+)+$', 'has:lunch', 'before:lunch'],
    ...['before:9999-99-99', 'after:0000', 'from:%', 'in:_', 'x'.repeat(2000), 'a '.repeat(1000)],
    ...['"'.repeat(2000), 'from:a '.repeat(200), '猫'.repeat(1000), '\u0301'.repeat(900)],
  ]
  for (const q of strange) {
    const reply = await anna.sendSearch({ q })
    expect(reply.status, q.slice(0, 40)).toBe(200)
  }
  const wrong = { limit: '0', before: 'yesterday', after: '5', page: '-1' }
  for (const [name, value] of Object.entries(wrong)) {
    expectInvalid(await anna.sendSearch({ q: 'a', [name]: value }), name)
  }
  expectInvalid(await anna.sendSearch({ q: 'a', limit: '51' }), 'limit')
  expectInvalid(await anna.sendSearch({ q: 'a'.repeat(4001) }), 'q')
  // Nobody types it.
  expectInvalid(await anna.sendSearch({ q: 'a\0b' }), 'q')
})

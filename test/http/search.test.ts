import fc from 'fast-check'
import Type from 'typebox'
import { describe, expect } from 'vitest'
import type { Message } from '../../src/protocol/messages.ts'
import type { Room } from '../../src/protocol/rooms.ts'
import { engine } from '../support/engines.ts'
import { aName, aParlor, aPerson, aRoom, type Parlor, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { content, expectInvalid } from '../support/reply.ts'

describe('what was said is found', () => {
  test.for([
    ['a word', 'The kettle is on', 'kettle', ['kettle']],
    ['whatever its case', 'The Kettle is on', 'kETTLE', ['Kettle']],
    ['whatever its accents', 'Au Café, à côté', 'cafe cote', ['Café', 'côté']],
    ['whatever its accents are made of', 'Cafe\u0301!', 'café', ['Cafe\u0301']],
    ['in full case', 'Lange Straße 3', 'STRASSE', ['Straße']],
    ['by a part of it', 'Donaudampfschifffahrt', 'dampf', ['dampf']],
    ['by its end', 'unbelievably', 'bly', ['bly']],
    ['by its first two letters', 'At noon in Oslo', 'os', ['Os']],
    ['each time that it is there', 'tea, Tea and more TEA', 'tea', ['tea', 'Tea', 'TEA']],
    ['with others, in any order', 'one two three', 'three one', ['one', 'three']],
    ['as a phrase', 'one two three', '"two three"', ['two three']],
    ['as a phrase in the marks of a keyboard', 'one two three', '„one two“', ['one two']],
    ['as a phrase, over a new line', 'one\n\n  two', '"one two"', ['one\n\n  two']],
    ['two letters of Chinese', '我们明天在咖啡馆见面', '咖啡', ['咖啡']],
    ['one letter of Chinese', '我有一只猫', '猫', ['猫']],
    ['two letters of Japanese', 'きょうは東京です', '東京', ['東京']],
    ['two letters of Korean', '내일 서울에서 만나요', '서울', ['서울']],
    ['Arabic, without its vowels', 'مَرْحَبًا بالعالم', 'مرحبا', ['مَرْحَبًا']],
    ['Cyrillic', 'Встреча в четверг', 'четв', ['четв']],
    ['Thai, within a line', 'สวัสดีครับ', 'ครับ', ['ครับ']],
    ['an emoji', 'all done 🎉 at last', '🎉', ['🎉']],
    ['a whole emoji, by a part of it', 'us 👩‍👩‍👧 two', '👧', ['👩‍👩‍👧']],
    ['a sign', 'about 50% of it', '%', ['%']],
    ['what stands in code', 'use C++ or c#', 'c#', ['c#']],
    ['an address', 'see https://example.org/a_b?c=d', 'a_b?c', ['a_b?c']],
  ] as const)('%s', async ([, body, q, marked], { parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    await anna.post(room, 'nothing of that kind')
    const message = await anna.post(room, body)
    await parlor.indexed()
    const { hits, next, indexedAll } = await anna.search({ q, room: room.id })
    expect(hits.map((hit) => hit.message)).toEqual([message])
    expect(hits[0]?.marks.map(([start, end]) => body.slice(start, end))).toEqual(marked)
    expect({ next, indexedAll }).toEqual({ next: null, indexedAll: true })
  })

  test.for([
    ['words of two messages', 'first second'],
    ['a phrase in another order', '"one first"'],
    ['two letters within a word', 'rs'],
    ['a word that nobody said', 'third'],
    ['more than is there', 'firsts'],
  ] as const)('but not %s', async ([, q], { parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    for (const body of ['the first one', 'the second one']) await anna.post(room, body)
    await parlor.indexed()
    expect(await anna.search({ q, room: room.id })).toEqual({
      hits: [],
      next: null,
      indexedAll: true,
    })
  })

  test('within two seconds, with its room and what stands beside it', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const word = aName('word')
    await anna.post(room, 'before\nit')
    const message = await anna.post(room, word)
    await expect.poll(() => bodies(anna, { q: word }), { timeout: 2000 }).toEqual([word])
    await anna.post(room, 'after it')
    const { author } = message
    expect((await anna.search({ q: word })).hits).toEqual([
      {
        message,
        room: { id: room.id, name: room.name },
        marks: [[0, word.length]],
        around: {
          before: { author, excerpt: 'before it' },
          after: { author, excerpt: 'after it' },
        },
      },
    ])
  })
})

test('a file that stands beside a hit is told by its name', async ({ parlor }) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  await anna.postFiles(room, '', await anna.upload(room, 'plan of the garden.txt', 'words'))
  await anna.post(room, 'look above')
  await parlor.indexed()
  const { hits } = await anna.search({ q: 'look', room: room.id })
  expect(hits.map(({ around }) => around)).toMatchObject([
    {
      before: { author: { username: anna.name }, excerpt: '📎 plan of the garden.txt' },
      after: null,
    },
  ])
})

describe('a message that changes', () => {
  test('is never found once it is deleted, whether the index knows or not', async ({ parlor }) => {
    const { anna, room, word, message } = await aWordThatIsFound(parlor)
    await anna.deleteMessage(room, message)
    const none = { hits: [], next: null }
    for (const stage of ['at once', 'later']) {
      for (const q of [word, 'from:me', `in:${room.name}`, 'after:2000']) {
        expect(await anna.search({ q, room: room.id }), `${q}, ${stage}`).toMatchObject(none)
      }
      await parlor.indexed()
    }
  })

  test('is found by what it says now, and by that alone', async ({ parlor }) => {
    const { anna, room, word, message } = await aWordThatIsFound(parlor)
    const now = aName('other')
    await anna.edit(room, message, now)
    expect(await bodies(anna, { q: word })).toEqual([])
    await parlor.indexed()
    expect(await bodies(anna, { q: now })).toEqual([now])
  })

  test('is found as it now is when somebody has reacted', async ({ parlor }) => {
    const { anna, room, word, message } = await aWordThatIsFound(parlor)
    const reacted = await anna.react(room, message, '👍')
    const { hits } = await anna.search({ q: word })
    expect(hits.map((hit) => hit.message)).toEqual([reacted])
  })

  test('is not found when its room is deleted', async ({ parlor }) => {
    const { anna, room, word } = await aWordThatIsFound(parlor)
    await anna.deleteRoom(room)
    expect(await bodies(anna, { q: word })).toEqual([])
    await parlor.pass(6000)
    expect(await bodies(anna, { q: word })).toEqual([])
  })
})

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

test('pages follow each other, whatever is said meanwhile', async ({ parlor }) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  const word = aName('word')
  const said = []
  for (let i = 1; i <= 7; i += 1) said.unshift((await anna.post(room, `${word} ${i}`)).body)
  await parlor.indexed()
  const first = await anna.search({ q: word, limit: '3' })
  await anna.post(room, `${word} 8`)
  await parlor.indexed()
  const second = await anna.search({ q: word, limit: '3', page: String(first.next) })
  const third = await anna.search({ q: word, limit: '3', page: String(second.next) })
  const pages = [first, second, third].map(({ hits }) => hits.map(({ message }) => message.body))
  expect(pages).toEqual([said.slice(0, 3), said.slice(3, 6), said.slice(6)])
  expect(third.next).toBeNull()
})

test('a search that ends with a page says so', async ({ parlor }) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  for (let i = 0; i < 3; i += 1) await anna.post(room, 'just three')
  await parlor.indexed()
  const { hits, next } = await anna.search({ q: 'three', room: room.id, limit: '3' })
  expect({ hits: hits.length, next }).toEqual({ hits: 3, next: null })
})

test('one finds nothing in rooms that one may not read, and cannot tell them from none', async ({
  parlor,
}) => {
  const { anna, room, word } = await aWordThatIsFound(parlor)
  const carl = await aPerson(parlor, 'carl')
  expect(await bodies(carl, { q: word })).toEqual([word])
  content(await anna.send('PATCH', `/api/rooms/${room.id}`, { kind: 'private' }), 200, Type.Any())
  const nothing = { hits: [], next: null }
  for (const stage of ['before the index knows', 'and after']) {
    const asked = [{ q: word }, { q: word, room: room.id }, { room: room.id }]
    for (const query of [...asked, { q: `in:${room.name}` }, { q: `from:${anna.name}` }]) {
      expect(await carl.search(query), `${stage}: ${JSON.stringify(query)}`).toMatchObject(nothing)
    }
    await parlor.indexed()
  }
  expect(await bodies(anna, { q: word }), 'who belongs finds it').toEqual([word])
  expect(await bodies(anna, { q: `in:${room.name}` })).toEqual([word])
  const { user } = await carl.session()
  await anna.act('PUT', room, 'members', user.id, { role: 'member' })
  expect(await bodies(carl, { q: word }), 'who is added finds it').toEqual([word])
  await anna.act('DELETE', room, 'members', user.id)
  expect(await carl.search({ q: word }), 'until they do not belong any more').toMatchObject(nothing)
  content(await anna.send('PATCH', `/api/rooms/${room.id}`, { kind: 'open' }), 200, Type.Any())
  await parlor.indexed()
  expect(await bodies(carl, { q: word }), 'or everybody sees it').toEqual([word])
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
    ...[
      'grams:a',
      '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
      '\u202eabc',
      'מילה',
      '\0',
      '\ud800',
      '(a+)+$',
      'has:lunch',
      'before:lunch',
    ],
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
})

test.runIf(engine === 'sqlite')(
  'says that it does not know all yet while it reads what was said before there was an index',
  async () => {
    const parlor = await aParlor()
    const { anna, word } = await aWordThatIsFound(parlor)
    await parlor.stop()
    await parlor.database.tamper(`
      delete from search_room;
      delete from search_entry;
      create trigger stuck before insert on search_room begin select raise(abort, 'stuck'); end;
    `)
    await parlor.startAgain()
    const before = await anna.search({ q: word })
    expect(before).toMatchObject({ hits: [], indexedAll: false })
    await parlor.database.tamper('drop trigger stuck')
    await parlor.indexed()
    expect(await anna.search({ q: word })).toMatchObject({
      hits: [{ message: { body: word } }],
      indexedAll: true,
    })
  },
)

test('the hits are those of whoever reads everything, whatever was said, edited and taken back', async ({
  parlor,
}) => {
  const people = [await aPerson(parlor), await aPerson(parlor, 'bob')] as const
  const signs = ['a', 'b', 'A', 'é', 'e', ' ', '-', '漢', '字', '한', '👍']
  const text = fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 12 })
  const body = text.map((parts) => `${parts.join('')}.`)
  const wanted = fc.oneof(
    body.map((all) => all.slice(0, -1)),
    fc
      .array(fc.constantFrom('ab', 'ba', 'é', '漢', '字漢', '"a b"', 'b-a', '👍'), {
        minLength: 1,
        maxLength: 3,
      })
      .map((parts) => parts.join(' ')),
  )
  const deed = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('post' as const), body }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('edit' as const), at: fc.nat(), body }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), at: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('index' as const) }) },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { minLength: 5, maxLength: 30 }),
      fc.array(wanted, { minLength: 3, maxLength: 8 }),
      async (deeds, queries) => {
        const [anna, bob] = people
        const room = await aRoom(anna, bob)
        const said: Message[] = []
        for (const [i, deed] of deeds.entries()) {
          const at = 'at' in deed && said.length > 0 ? deed.at % said.length : -1
          const message = said[at]
          if (deed.kind === 'post') said.push(await (i % 2 ? anna : bob).post(room, deed.body))
          else if (deed.kind === 'index') await parlor.indexed()
          else if (message && deed.kind === 'delete') {
            await authorOf(message, people).deleteMessage(room, message)
            said.splice(at, 1)
          } else if (message && deed.kind === 'edit') {
            said[at] = await authorOf(message, people).edit(room, message, deed.body)
          }
        }
        await parlor.indexed()
        for (const q of queries) {
          const expected = said.filter((message) => plainlyHas(message.body, q)).map(({ id }) => id)
          const { hits } = await anna.search({ q, room: room.id, limit: '50' })
          const found = hits.map(({ message }) => message.id)
          // A text of blanks alone asks for nothing but the room.
          if (/[^\s"]/.test(q)) expect(found, q).toEqual(expected.reverse())
        }
      },
    ),
    { numRuns: 15 },
  )
})

/** What a reader with a pencil would find: as it is documented, written anew. */
function plainlyHas(body: string, q: string): boolean {
  const plain = (text: string) =>
    text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
  const texts = [...q.matchAll(/"([^"]*)"|[^\s"]+/g)].map(([all, phrase]) => plain(phrase ?? all))
  return texts.every((text) => {
    if (/^[a-z]{1,2}$/.test(text)) return new RegExp(`(^|[^a-z])${text}`).test(plain(body))
    return plain(body).includes(text)
  })
}

function authorOf(message: Message, people: readonly Person[]): Person {
  const author = people.find(({ name }) => name === message.author.username)
  if (!author) throw new Error('Somebody wrote it.')
  return author
}

async function bodies(person: Person, query: Record<string, string>): Promise<string[]> {
  return (await person.search(query)).hits.map(({ message }) => message.body)
}

async function aWordThatIsFound(parlor: Parlor) {
  const anna = await aPerson(parlor)
  const room: Room = await aRoom(anna)
  const word = aName('word')
  const message = await anna.post(room, word)
  await parlor.indexed()
  expect(await bodies(anna, { q: word })).toEqual([word])
  return { anna, room, word, message }
}

async function twoInTwoRooms(parlor: Parlor) {
  const anna = await aPerson(parlor)
  const bob = await aPerson(parlor, 'bob')
  const word = aName('word')
  const tea = await aRoom(anna, bob)
  for (const [person, text] of [
    [anna, 'a1'],
    [bob, 'b1'],
  ] as const) {
    await person.post(tea, `${word} ${text}`)
  }
  const coffee = await aRoom(anna, bob)
  for (const [person, text] of [
    [anna, 'a2'],
    [bob, 'b2'],
  ] as const) {
    await person.post(coffee, `${word} ${text}`)
  }
  await parlor.indexed()
  return { anna, bob, tea, coffee, word }
}

import { describe, expect } from 'vitest'
import type { Message } from '../../src/protocol/messages.ts'
import { engine } from '../support/engines.ts'
import { aName, aParlor, aPerson, aRoom, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { aWordThatIsFound, bodies } from './searching.ts'

describe('what was said is found', () => {
  test.for([
    ['a word', 'The kettle is on', 'kettle', ['kettle']],
    ['whatever its case', 'The Kettle is on', 'kETTLE', ['Kettle']],
    ['whatever its accents', 'Au Café, à côté', 'cafe cote', ['Café', 'côté']],
    ['whatever its accents are made of', 'Cafe\u0301!', 'café', ['Cafe\u0301']],
    ['whatever its apostrophes', 'We don’t know', "don't", ['don’t']],
    ['whatever its apostrophes are made of', "We don't know", 'don’t', ["don't"]],
    ['whatever its dashes', 'pages 12–14', '12-14', ['12–14']],
    ['an apostrophe alone', 'rock ’n roll', "'", ['’']],
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

test('a file that stands beside a hit is told by its name, and a list by its words', async ({
  parlor,
}) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  await anna.postFiles(room, '', await anna.upload(room, 'plan of the garden.txt', 'words'))
  await anna.post(room, 'look above')
  await anna.post(room, '> and buy\n- tea - black\n  - milk\n2 - 1')
  await parlor.indexed()
  const { hits } = await anna.search({ q: 'look', room: room.id })
  expect(hits.map(({ around }) => around)).toMatchObject([
    {
      before: { author: { username: anna.name }, excerpt: '📎 plan of the garden.txt' },
      after: { author: { username: anna.name }, excerpt: 'and buy tea - black milk 2 - 1' },
    },
  ])
})

test('a message is found by the names of its files and by what they show, until it is deleted', async ({
  parlor,
}) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  const [first, second] = [aName('First'), aName('Second')]
  const plan = await anna.upload(room, `${first}-Straße.txt`, 'words')
  const alt = { alt: `A broken ${second}` }
  expect((await anna.send('PATCH', `/api/files/${plan.id}`, alt)).status).toBe(200)
  const shown = await anna.postFiles(room, 'look at this', plan)
  const silent = await anna.postFiles(room, '', await anna.upload(room, `${first}.txt`, 'words'))
  await anna.post(room, `${first} in words`)
  await parlor.indexed()
  const found = async (q: string) => {
    const { hits } = await anna.search({ q, room: room.id })
    return hits.map(({ message, marks }) => [message.seq, marks])
  }
  expect(await found(first.toUpperCase())).toEqual([
    [3, [[0, first.length]]],
    [2, []],
    [1, []],
  ])
  expect(await found(`${first} look`)).toEqual([[1, [[0, 4]]]])
  expect(await found(`${first} has:file`)).toEqual([
    [2, []],
    [1, []],
  ])
  expect(await found('strasse')).toEqual([[1, []]])
  expect(await found(`"broken ${second}"`)).toEqual([[1, []]])
  expect(await found(`"this ${first}"`)).toEqual([])
  await anna.deleteMessage(room, shown)
  await anna.edit(room, silent, 'said')
  expect(await found(second)).toEqual([])
  await parlor.indexed()
  expect(await found(first)).toEqual([
    [3, [[0, first.length]]],
    [2, []],
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

test('of many that were read together each is changed by itself', async ({ parlor }) => {
  const [anna, carl] = [await aPerson(parlor), await aPerson(parlor, 'carl')]
  const room = await aRoom(anna)
  const word = aName('word')
  const said: Message[] = []
  for (let i = 0; i < 40; i += 1) said.push(await anna.post(room, `${word} ${i}`))
  const expected = said.map(({ body }) => body).reverse()
  const all = async (person: Person, q = word) => bodies(person, { q, limit: '50' })
  await parlor.indexed()
  expect(await all(anna)).toEqual(expected)
  for (const at of [3, 20, 39]) {
    const message = said[at]
    if (message) await anna.edit(room, message, `${word} anew${at}`)
    expected[39 - at] = `${word} anew${at}`
  }
  for (const at of [38, 5, 0]) {
    const message = said[at]
    if (message) await anna.deleteMessage(room, message)
    expected[39 - at] = ''
  }
  const left = expected.filter((body) => body !== '')
  await parlor.indexed()
  expect(await all(carl)).toEqual(left)
  expect(await all(carl, `${word} anew20`)).toEqual([`${word} anew20`])
  for (const [kind, carls] of [
    ['private', []],
    ['open', left],
  ] as const) {
    await anna.changeRoom(room, { kind })
    await parlor.indexed()
    expect(await all(anna), kind).toEqual(left)
    expect(await all(carl), kind).toEqual(carls)
  }
})

test('of many that were read together only those of the room and the person meant', async ({
  parlor,
}) => {
  const [anna, bob] = [await aPerson(parlor, 'anna'), await aPerson(parlor, 'bob')]
  const [tea, books] = [await aRoom(anna), await aRoom(bob)]
  const word = aName('word')
  for (let i = 0; i < 20; i += 1) {
    await anna.post(tea, `${word} a${i}`)
    await bob.post(books, `${word} b${i}`)
  }
  await parlor.indexed()
  const of = (letter: string) => Array.from({ length: 20 }, (_, i) => `${word} ${letter}${19 - i}`)
  const { user } = await bob.session()
  const found = (query: Record<string, string>) => bodies(anna, { limit: '50', ...query })
  expect(await found({ q: word, room: tea.id })).toEqual(of('a'))
  expect(await found({ q: word, from: user.id })).toEqual(of('b'))
  expect(await found({ q: word, room: tea.id, from: user.id })).toEqual([])
  expect(await found({ q: `${word} in:"${books.name}"` })).toEqual(of('b'))
  expect(await found({ q: `from:${bob.name}` }), 'by itself').toEqual(of('b'))
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

import fc from 'fast-check'
import Type from 'typebox'
import { describe, expect } from 'vitest'
import type { Message } from '../../src/protocol/messages.ts'
import { openReading } from '../../src/server/database/reading.ts'
import { searchIndex } from '../../src/server/database/search-index.ts'
import { setsFor } from '../../src/server/domain/search/sets.ts'
import { wordingOf } from '../../src/server/domain/search/wording.ts'
import { thorough } from '../faults/intensity.ts'
import { aName, aPerson, type Parlor, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { content } from '../support/reply.ts'
import { authorOf, aWordThatIsFound, bodies } from './searching.ts'

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

test('what is said where one may not read is not even come across', async ({ parlor }) => {
  const [anna, bob, carl] = [
    await aPerson(parlor),
    await aPerson(parlor, 'bob'),
    await aPerson(parlor, 'carl'),
  ]
  const word = aName('word')
  const open = await anna.createRoom(aName('open'))
  await anna.join(open)
  await anna.post(open, `${word} here`)
  const asked = [
    word,
    `${word} from:${anna.name}`,
    `from:${anna.name}`,
    'has:link',
    'has:file',
    'a',
  ]
  const comeAcross = async (person: Person) => {
    await parlor.indexed()
    const personId = (await person.session()).user.id
    return Promise.all(asked.map((q) => proposedTo(parlor, personId, q)))
  }
  const before = { anna: await comeAcross(anna), carl: await comeAcross(carl) }
  const hidden = await anna.createRoom(aName('hidden'), 'private')
  const direct = await anna.talkTo([(await bob.session()).user.id])
  for (const room of [hidden, direct]) {
    await anna.join(room)
    const file = await anna.upload(room, 'a.txt', 'words')
    for (let i = 0; i < 4; i += 1) await anna.post(room, `${word} a https://a.example`)
    await anna.postFiles(room, `${word} a https://a.example`, file)
  }
  expect(await comeAcross(carl)).toEqual(before.carl)
  const found = (await comeAcross(anna)).map((ids, i) => ids.length - (before.anna[i]?.length ?? 0))
  expect(found, 'who is in them does').toEqual([10, 10, 10, 10, 2, 10])
})

/** The ids of what the index has somebody's search look at. */
async function proposedTo(parlor: Parlor, personId: string, q: string): Promise<number[]> {
  const reading = await openReading(parlor.database.url, 1)
  try {
    return await reading.snapshot(async (db) => {
      const asked = {
        personId,
        wording: wordingOf(q),
        limit: 20,
        below: 0,
        now: 0,
        isIndexed: true,
      }
      const lookup = await setsFor(db, reading.oneOf, asked)
      const index = searchIndex[reading.dialect]
      return index.find(db, lookup?.sets ?? [], Number.MAX_SAFE_INTEGER, 100_000)
    })
  } finally {
    await reading.close()
  }
}

describe('whatever was said, edited, taken back and closed to somebody', () => {
  test('the hits are those of a reader with a pencil', async ({ parlor }) => {
    const people = [
      await aPerson(parlor),
      await aPerson(parlor, 'bob'),
      await aPerson(parlor, 'carl'),
    ] as const
    const ids = await Promise.all(people.map(async (person) => (await person.session()).user.id))
    const signs = ['a', 'b', 'A', 'é', 'e', ' ', '-', '漢', '字', '한', '👍']
    const text = fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 10 })
    const link = fc.constantFrom('', '', '', ' https://a.example')
    const body = fc.tuple(text, link).map(([parts, end]) => `${parts.join('')}.${end}`)
    const who = fc.nat({ max: 2 })
    const where = fc.nat({ max: 2 })
    const deed = fc.oneof(
      { weight: 8, arbitrary: fc.record({ kind: fc.constant('post' as const), who, where, body }) },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('edit' as const), at: fc.nat(), body }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), at: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('file' as const), where }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('index' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('member' as const), where }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), where }) },
    )
    const words = fc.oneof(
      text.map((all) => all.join('')),
      fc
        .array(fc.constantFrom('ab', 'ba', 'é', '漢', '字漢', '"a b"', 'b-a', '👍'), {
          minLength: 1,
          maxLength: 3,
        })
        .map((parts) => parts.join(' ')),
      fc.constant(''),
    )
    const wanted = fc.record({
      who,
      words,
      from: fc.option(who, { nil: undefined }),
      where: fc.option(where, { nil: undefined }),
      has: fc.constantFrom('', '', 'link', 'file'),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(deed, { minLength: 5, maxLength: 25 }),
        fc.array(wanted, { minLength: 4, maxLength: 6 }),
        async (deeds, searches) => {
          const [anna, bob, carl] = people
          // A word that all messages of this round have, so that others are not found.
          const word = aName('round')
          // Bob belongs to all of them, Carl to some at times.
          const rooms = await Promise.all(
            (['open', 'private', 'private'] as const).map(async (kind) => {
              const room = await anna.createRoom(aName('room'), kind)
              if (kind === 'open') await bob.join(room)
              else await anna.act('PUT', room, 'members', ids[1] ?? '', { role: 'member' })
              return { room, kind: kind as 'open' | 'private', carl: false }
            }),
          )
          const said: { message: Message; place: (typeof rooms)[number]; hasFile: boolean }[] = []
          for (const deed of deeds) {
            const place = rooms['where' in deed ? deed.where : 0]
            const at = 'at' in deed && said.length > 0 ? deed.at % said.length : -1
            const about = said[at]
            if (!place) continue
            const { room } = place
            if (deed.kind === 'post') {
              const author = people[deed.who] ?? anna
              if (author === carl && place.kind === 'private' && !place.carl) continue
              await author.join(room)
              const message = await author.post(room, `${word} ${deed.body}`)
              said.push({ message, place, hasFile: false })
            } else if (deed.kind === 'file') {
              await anna.join(room)
              const file = await anna.upload(room, 'a.txt', 'words')
              said.push({ message: await anna.postFiles(room, word, file), place, hasFile: true })
            } else if (deed.kind === 'member' && place.kind === 'private') {
              place.carl = !place.carl
              const [method, json] = place.carl
                ? ['PUT' as const, { role: 'member' }]
                : ['DELETE' as const, undefined]
              await anna.act(method, room, 'members', ids[2] ?? '', json)
            } else if (deed.kind === 'close') {
              place.kind = place.kind === 'open' ? 'private' : 'open'
              const members = await anna.changeRoom(room, { kind: place.kind })
              expect(members.kind).toBe(place.kind)
              place.carl = (await anna.members(room)).some(({ user }) => user.id === ids[2])
            } else if (deed.kind === 'index') await parlor.indexed()
            else if (about && deed.kind === 'delete') {
              await anna.join(about.place.room)
              await anna.deleteMessage(about.place.room, about.message)
              said.splice(at, 1)
            } else if (about && deed.kind === 'edit') {
              const author = authorOf(about.message, people)
              if (author === carl && about.place.kind === 'private' && !about.place.carl) continue
              await author.join(about.place.room)
              about.message = await author.edit(
                about.place.room,
                about.message,
                `${word} ${deed.body}`,
              )
            }
          }
          const answers = async (): Promise<[string, string[], string[]][]> => {
            const all: [string, string[], string[]][] = []
            for (const { who, words, from, where, has } of searches) {
              const reader = people[who] ?? anna
              const place = where === undefined ? undefined : rooms[where]
              const q = [
                `${word} ${words}`,
                ...(from === undefined ? [] : [`from:${people[from]?.name}`]),
                ...(place ? [`in:${place.room.name}`] : []),
                ...(has === '' ? [] : [`has:${has}`]),
              ].join(' ')
              const expected = said.filter(
                (one) =>
                  (one.place.kind === 'open' || reader !== carl || one.place.carl) &&
                  plainlyHas(one.message.body, `${word} ${words}`) &&
                  (from === undefined || one.message.author.id === ids[from]) &&
                  (place === undefined || one.place === place) &&
                  (has !== 'link' || one.message.body.includes('https://')) &&
                  (has !== 'file' || one.hasFile),
              )
              const { hits } = await reader.search({ q, limit: '50' })
              all.push([
                `${reader.name}: ${q}`,
                hits.map(({ message }) => message.id),
                expected.map(({ message }) => message.id).reverse(),
              ])
            }
            return all
          }
          // What the index has not read yet may be missing; what is not to be found never comes.
          for (const [q, found, expected] of await answers()) {
            expect(
              found.filter((id) => !expected.includes(id)),
              q,
            ).toEqual([])
          }
          await parlor.indexed()
          for (const [q, found, expected] of await answers()) expect(found, q).toEqual(expected)
        },
      ),
      { numRuns: thorough ? 15 : 4, endOnFailure: true },
    )
  }, 120_000)
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

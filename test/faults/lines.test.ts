import { randomInt } from 'node:crypto'
import { describe, expect } from 'vitest'
import { aPerson, aRoom, test } from '../support/examples.ts'
import { thorough } from './intensity.ts'
import { aLedger } from './ledger.ts'
import { aProxy, type Fate, type Passing } from './proxy.ts'
import { aWindow, settled } from './window.ts'

const rounds = thorough ? 30 : 4

const badLines: [name: string, fate: (request: Passing) => Fate][] = [
  [
    'row 15: every second reply to a post is lost',
    ({ number, method }) =>
      method === 'POST' && number % 2 === 0 ? { kind: 'reply lost' } : { kind: 'passes' },
  ],
  [
    'row 16: every post arrives twice at the same time',
    ({ method }) => (method === 'POST' ? { kind: 'doubled' } : { kind: 'passes' }),
  ],
  ['row 17: requests overtake each other', () => ({ kind: 'late', by: randomInt(250) })],
  [
    'row 18: the line is slow, and every fifth request or reply is lost',
    ({ number }) => {
      if (number % 10 === 0) return { kind: 'lost' }
      return number % 5 === 0 ? { kind: 'reply lost' } : { kind: 'late', by: 150 + randomInt(100) }
    },
  ],
]

describe('three people see one log', () => {
  test.for(badLines)('%s', async ([name, fate], { parlor }) => {
    const people = [
      await aPerson(parlor, 'anna'),
      await aPerson(parlor, 'bob'),
      await aPerson(parlor, 'carla'),
    ] as const
    const room = await aRoom(...people)
    const line = await aProxy(parlor)
    const ledger = aLedger()
    const options = { at: line, ledger }
    const windows = await Promise.all(people.map((person) => aWindow(person, room, options)))
    await expect.poll(() => windows.every((window) => window.isInside())).toBe(true)
    line.decide(fate)
    for (let round = 1; round <= rounds; round += 1) {
      for (const window of windows) window.say(`${round}`)
    }
    const account = ledger.expectFlawless(await settled(windows))
    expect(account.written).toBe(rounds * people.length)
    console.log(`${name}:`, JSON.stringify(account))
  })
})

test('row 18: the page says that the line is bad, and that it is good again', async ({
  parlor,
}) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  const line = await aProxy(parlor)
  const window = await aWindow(anna, room, { at: line, ledger: aLedger() })
  await expect.poll(() => window.isInside()).toBe(true)
  line.decide(() => ({ kind: 'lost' }))
  await expect.poll(() => window.store.connection.value).toMatchObject({ kind: 'failing' })
  await anna.post(room, 'said meanwhile')
  line.decide(() => ({ kind: 'passes' }))
  await expect.poll(() => window.store.connection.value).toEqual({ kind: 'well' })
  await expect.poll(() => window.log().map(({ body }) => body)).toEqual(['said meanwhile'])
})

test('row 16: two requests with one key at the same time make one message', async ({ parlor }) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  for (let round = 1; round <= rounds; round += 1) {
    const key = crypto.randomUUID()
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => anna.sendPost(room, `${round}`, key)),
    )
    expect(replies.map(({ status }) => status).toSorted((a, b) => b - a)).toEqual([
      201, 200, 200, 200, 200, 200, 200, 200,
    ])
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1)
  }
  const { messages } = await anna.catchUp(room)
  expect(messages.map(({ seq, body }) => `${seq} ${body}`)).toEqual(
    Array.from({ length: rounds }, (_, at) => `${at + 1} ${at + 1}`),
  )
})

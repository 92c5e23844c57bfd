import { describe, expect } from 'vitest'
import { processes } from '../support/engines.ts'
import {
  aName,
  aParlor,
  aParlorThatHashes,
  aPassword,
  aPerson,
  aStranger,
  type Parlor,
  testIn,
} from '../support/examples.ts'
import { Person } from '../support/person.ts'
import { expectRefusal, type Reply } from '../support/reply.ts'

const minute = 60_000
const hour = 60 * minute
const year = 365 * 24 * hour

/** One whose proxy says where requests come from, so that they can come from everywhere. */
const behindProxy = { RATE_LIMITS: 'on', TRUSTED_PROXIES: '127.0.0.1' }
/** Accounts and addresses are new for each test; its clock has gone on. */
const test = testIn(behindProxy)

let addresses = 0
/** An address that nothing has come from yet. */
function newAddress(): string {
  addresses += 1
  return `198.18.${addresses >> 8}.${addresses & 255}`
}

function from(address: string, who: Person, username: string, password: string): Promise<Reply> {
  const headers = { 'x-forwarded-for': address }
  return who.send('POST', '/api/session', { username, password }, headers)
}

/** Guesses, each from an address of its own. */
async function guess(parlor: Parlor, username: string, times: number): Promise<Reply[]> {
  const replies: Reply[] = []
  for (let at = 0; at < times; at += 1) {
    replies.push(await from(newAddress(), aStranger(parlor), username, aPassword()))
  }
  return replies
}

const statuses = (replies: Reply[]) => replies.map(({ status }) => status)
const times = <T>(n: number, each: T): T[] => Array.from({ length: n }, () => each)
const wrongThenTooMany = [...times(20, 401), ...times(20, 429)]

describe('guessing at one account from many addresses', () => {
  test('is stopped at the 21st try, and the owner’s own device gets in all the same', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const replies = await guess(parlor, anna.name, 40)
    expect(statuses(replies)).toEqual(wrongThenTooMany)
    const { headers, text } = replies[20] ?? expect.fail()
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(30)
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect(text).not.toContain('device')
    const right = await from(newAddress(), aStranger(parlor), anna.name, anna.password)
    expectRefusal(right, 'too_many_requests')
    await anna.logIn()
  })

  test('is counted by the account and not by how its name is written', async ({ parlor }) => {
    const { name } = await aPerson(parlor, 'mouseo')
    const spellings = [
      name,
      ` ${name}`,
      `${name}  `,
      name.toUpperCase(),
      name.replaceAll('o', '\u043E'),
      name.replaceAll('o', '\uFF4F'),
    ]
    const replies: Reply[] = []
    for (let at = 0; at < 40; at += 1) {
      replies.push(...(await guess(parlor, spellings[at % spellings.length] ?? '', 1)))
    }
    expect(statuses(replies)).toEqual(wrongThenTooMany)
  })

  test('is counted when it comes all at once', async ({ parlor }) => {
    const { name } = await aPerson(parlor)
    const guesses = times(40, name).map(() => guess(parlor, name, 1))
    const replies = (await Promise.all(guesses)).flat()
    expect(statuses(replies).toSorted((a, b) => a - b)).toEqual(wrongThenTooMany)
  })

  // Who does not exist is remembered by each process for itself.
  test.runIf(processes === 1)(
    'looks the same where there is no such account',
    async ({ parlor }) => {
      const { name } = await aPerson(parlor)
      const known = await guess(parlor, name, 25)
      const unknown = await guess(parlor, aName('nobody'), 25)
      expect(statuses(unknown)).toEqual(statuses(known))
      expect(unknown.map(({ text }) => text)).toEqual(known.map(({ text }) => text))
    },
  )

  test('has to wait for longer each time', async ({ parlor }) => {
    const { name } = await aPerson(parlor)
    await guess(parlor, name, 20)
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      await parlor.pass(minutes * minute - 10_000)
      expect(statuses(await guess(parlor, name, 1)), `before ${minutes} minutes`).toEqual([429])
      await parlor.pass(10_000)
      expect(statuses(await guess(parlor, name, 2)), `after ${minutes} minutes`).toEqual([401, 429])
    }
  })

  test('ends after a hundred wrong ones in a row, for good', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    await guess(parlor, anna.name, 20)
    for (let at = 20; at < 100; at += 1) {
      await parlor.pass(hour)
      expect(statuses(await guess(parlor, anna.name, 1)), `guess ${at + 1}`).toEqual([401])
    }
    await parlor.pass(hour)
    expect(statuses(await guess(parlor, anna.name, 1))).toEqual([429])
    await parlor.stop()
    await parlor.startAgain()
    await parlor.pass(year)
    const stranger = aStranger(parlor)
    const right = await from(newAddress(), stranger, anna.name, anna.password)
    expect(expectRefusal(right, 'too_many_requests').detail).toContain('used before')
    expect(right.headers.get('retry-after')).toBe('3600')

    await anna.logIn()
    const after = await from(newAddress(), stranger, anna.name, anna.password)
    expect(after.status, 'she has shown that she is there').toBe(200)
  })

  test('begins anew after a right password', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    for (let at = 0; at < 3; at += 1) {
      expect(statuses(await guess(parlor, anna.name, 15))).toEqual(times(15, 401))
      const elsewhere = await from(newAddress(), aStranger(parlor), anna.name, anna.password)
      expect(elsewhere.status).toBe(200)
    }
  })
})

describe('a device that has logged in before', () => {
  test('has a count of its own, which stops no other', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const laptop = aStranger(parlor)
    expect((await from(newAddress(), laptop, anna.name, anna.password)).status).toBe(200)
    for (let at = 0; at < 40; at += 1) {
      const reply = await from(newAddress(), laptop, anna.name, aPassword())
      expect(reply.status).toBe(at < 20 ? 401 : 429)
    }
    expect(statuses(await guess(parlor, anna.name, 1))).toEqual([401])
    await anna.logIn()
  })

  test('is no help at anybody else’s account', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const thief = await aPerson(parlor, 'thief')
    await guess(parlor, anna.name, 20)
    expectRefusal(await from(newAddress(), thief, anna.name, anna.password), 'too_many_requests')
  })

  test('may be shared: each of its people is known on it', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const bob = new Person(parlor, aName('bob'), aPassword())
    await bob.signUp()
    const shared = aStranger(parlor)
    for (const { name, password } of [anna, bob]) {
      expect((await from(newAddress(), shared, name, password)).status).toBe(200)
    }
    await guess(parlor, anna.name, 21)
    await guess(parlor, bob.name, 21)
    for (const { name, password } of [anna, bob]) {
      expect((await from(newAddress(), shared, name, password)).status).toBe(200)
    }
  })
})

describe('one address', () => {
  test('of IPv6 is all that a provider gives to one customer', async ({ parlor }) => {
    const guessFrom = (address: string) =>
      from(address, aStranger(parlor), aName('somebody'), aPassword())
    for (let at = 1; at <= 60; at += 1) {
      const reply = await guessFrom(`2001:db8:0:7:${at}::${at}`)
      expect(reply.status, `try ${at}`).toBe(401)
    }
    const reply = await guessFrom('2001:db8:0:7:ffff::1')
    expectRefusal(reply, 'too_many_requests')
    expect(Number(reply.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect((await guessFrom('2001:db8:0:8::1')).status, 'the neighbours').toBe(401)
  })

  test('is enough for a class of forty that signs up at once and talks', async () => {
    const parlor = await aParlor({ RATE_LIMITS: 'on' })
    const people = await Promise.all(times(40, parlor).map(() => aPerson(parlor)))
    const [teacher] = people
    if (!teacher) throw new Error('There is nobody.')
    const room = await teacher.createRoom(aName('Class'))
    const lesson = people.map(async (person, at) => {
      await person.send('GET', '/')
      await person.rooms()
      let { cursor } = await person.join(room)
      for (let round = 0; round < 5; round += 1) {
        await person.post(room, `${at} says ${round}`)
        ;({ cursor } = await person.poll(room, cursor))
      }
    })
    await Promise.all(lesson)
    expect((await teacher.catchUp(room, undefined, 200)).messages).toHaveLength(200)
  })

  test('that floods the server with log-ins keeps nobody else waiting for all of them', async () => {
    const parlor = await aParlorThatHashes(behindProxy)
    const anna = await aPerson(parlor)
    const flooder = newAddress()
    let answered = 0
    const flood = times(60, flooder).map(async (address) => {
      await from(address, aStranger(parlor), aName('somebody'), aPassword())
      answered += 1
    })
    await expect.poll(() => answered).toBeGreaterThan(0)
    await anna.logIn()
    expect(answered).toBeLessThan(30)
    await Promise.all(flood)
  })

  test('each, from very many: what cannot be served soon is told so', async () => {
    const parlor = await aParlorThatHashes(behindProxy)
    const anna = await aPerson(parlor)
    const names = [...times(105, '').map(() => aName('somebody')), ...times(15, anna.name)]
    const replies = (await Promise.all(names.map((name) => guess(parlor, name, 1)))).flat()
    const busy = replies.filter(({ status }) => status !== 401)
    expect(busy.length).toBeGreaterThan(0)
    for (const reply of busy) {
      expectRefusal(reply, 'unavailable')
      expect(reply.headers.get('retry-after')).toBe('2')
    }
    // What was not looked at was no guess: of the twenty as many are left.
    const looked = replies.slice(-15).filter(({ status }) => status === 401).length
    const more = await guess(parlor, anna.name, 21 - looked)
    expect(statuses(more)).toEqual([...times(20 - looked, 401), 429])
    await anna.logIn()
  })
})

import Type from 'typebox'
import { describe, expect } from 'vitest'
import { SessionInfo } from '../../src/protocol/people.ts'
import { aParlor, aPerson, aRoom, aStranger, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { content, expectRefusal } from '../support/reply.ts'

const Sessions = Type.Object({ sessions: Type.Array(SessionInfo) })

async function sessionsOf(person: Person): Promise<SessionInfo[]> {
  return content(await person.send('GET', '/api/sessions'), 200, Sessions).sessions
}

describe('one’s own sessions', () => {
  test('are listed, with the one that asks marked as the current one', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const other = await anna.inAnotherWindow()
    const [hers, others] = [await sessionsOf(anna), await sessionsOf(other)]
    expect(hers.map(({ current }) => current)).toEqual([false, true])
    expect(others.map(({ current }) => current)).toEqual([true, false])
    expect(hers.map(({ id }) => id)).toEqual(others.map(({ id }) => id))
  })

  test('are nobody else’s, and give away no token', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    expect(await sessionsOf(bob)).toHaveLength(1)
    const { text } = await anna.send('GET', '/api/sessions')
    for (const token of anna.cookies.values()) expect(text).not.toContain(token)
  })

  test('can be ended from another window, at once', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const lost = await anna.inAnotherWindow()
    const [session] = (await sessionsOf(anna)).filter(({ current }) => !current)
    const reply = await anna.send('DELETE', `/api/sessions/${session?.id}`)
    expect(reply.status).toBe(204)
    expectRefusal(await lost.send('GET', '/api/rooms'), 'not_logged_in')
    expect(await sessionsOf(anna)).toHaveLength(1)
  })

  test('cannot be ended by anybody else, who learns nothing by trying', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const [session] = await sessionsOf(anna)
    const existing = await bob.send('DELETE', `/api/sessions/${session?.id}`)
    const unknown = await bob.send('DELETE', '/api/sessions/999999')
    expect(existing.status).toBe(unknown.status)
    expect(existing.text).toBe(unknown.text)
    expect((await anna.session()).user.username).toBe(anna.name)
  })

  test.for(['-1', 'x', '1.5', '9'.repeat(20)])(
    'with the id %s do not exist',
    async (id, { parlor }) => {
      const anna = await aPerson(parlor)
      expectRefusal(await anna.send('DELETE', `/api/sessions/${id}`), 'not_found')
    },
  )

  test('say from where they were opened, when they were used, and which was a new device', async () => {
    const parlor = await aParlor({ TRUSTED_PROXIES: '127.0.0.1' })
    const anna = await aPerson(parlor)
    await parlor.pass(3 * 60 * 60 * 1000)
    const laptop = aStranger(parlor)
    const { name: username, password } = anna
    const logIn = (who: Person) =>
      who.send('POST', '/api/session', { username, password }, { 'x-forwarded-for': '203.0.113.9' })
    expect((await logIn(laptop)).status).toBe(200)
    const [onLaptop, first] = await sessionsOf(anna)
    expect(onLaptop).toMatchObject({ address: '203.0.113.9', newDevice: true, current: false })
    expect(first).toMatchObject({ address: '127.0.0.1', newDevice: true, current: true })
    await parlor.pass(1)
    expect((await logIn(laptop)).status).toBe(200)
    const [again, , ...none] = await sessionsOf(anna)
    expect(again).toMatchObject({ address: '203.0.113.9', newDevice: false })
    expect(none).toEqual([])
    const used = Date.parse((await sessionsOf(anna))[1]?.lastSeenAt ?? '')
    const opened = Date.parse(first?.createdAt ?? '')
    expect(Math.round((used - opened) / (60 * 60 * 1000))).toBe(3)
  })

  test('can all be ended but the one that asks', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const others = [await anna.inAnotherWindow(), await anna.inAnotherWindow()]
    const reply = await anna.send('DELETE', '/api/me/sessions')
    expect(reply.status).toBe(204)
    for (const other of others) {
      expectRefusal(await other.send('GET', '/api/session'), 'not_logged_in')
    }
    expect(await sessionsOf(anna)).toHaveLength(1)
    expect((await anna.session()).room?.id, 'she is where she was').toBe(room.id)
  })

  test('are fifty at the most: the oldest goes for the fifty-first', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const second = await anna.inAnotherWindow()
    for (let at = 3; at <= 50; at += 1) await anna.inAnotherWindow()
    expect(await sessionsOf(anna)).toHaveLength(50)
    await anna.inAnotherWindow()
    expectRefusal(await anna.send('GET', '/api/session'), 'not_logged_in')
    expect(await sessionsOf(second)).toHaveLength(50)
  })

  test('leave nothing in the database once they have ended or run out', async () => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const bob = await aPerson(parlor, 'bob')
    const kept = async () => (await parlor.database.contents()).get('session')?.length
    expect(await kept()).toBe(2)
    await anna.logOut()
    expect(await kept()).toBe(1)
    await parlor.pass(29 * 24 * 60 * 60 * 1000)
    expect(await kept()).toBe(1)
    await parlor.pass(24 * 60 * 60 * 1000)
    expect(await kept()).toBe(0)
    await bob.logIn()
  })
})

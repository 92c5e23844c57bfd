import Type from 'typebox'
import { describe, expect } from 'vitest'
import { SessionInfo } from '../../src/protocol/people.ts'
import { aPerson, test } from '../examples.ts'
import type { Person } from '../person.ts'
import { content, expectRefusal } from '../reply.ts'

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
})

import { setTimeout as wait } from 'node:timers/promises'
import Type from 'typebox'
import { describe, expect } from 'vitest'
import { SessionInfo } from '../../src/protocol/people.ts'
import { engine, processes } from '../support/engines.ts'
import { aParlor, aPerson, aRoom, test } from '../support/examples.ts'
import { content, expectInvalid, expectRefusal } from '../support/reply.ts'
import { aConnection } from './raw.ts'

const Sessions = Type.Object({ sessions: Type.Array(SessionInfo) })

// A poll that has been answered once is answered from memory from then on; what ends somebody's
// right to read must end it there too, at the very next poll.
async function aReader(parlor: { readonly url: string }) {
  const owner = await aPerson(parlor, 'owner')
  const reader = await aPerson(parlor, 'reader')
  const room = await aRoom(owner, reader)
  const { cursor } = await reader.poll(room)
  expect(await reader.poll(room, cursor)).toEqual({ cursor, messages: [], more: false })
  return { owner, reader, room, cursor }
}

describe('the very next poll', () => {
  test('after logging out is refused', async ({ parlor }) => {
    const { reader, room, cursor } = await aReader(parlor)
    const cookie = reader.cookies.header()
    await reader.logOut()
    const headers = { cookie }
    const reply = await reader.send('GET', poll(room, cursor), undefined, headers)
    expectRefusal(reply, 'not_logged_in')
  })

  test('after ending that session from another device is refused', async ({ parlor }) => {
    const { reader, room, cursor } = await aReader(parlor)
    const other = await reader.inAnotherWindow()
    const { sessions } = content(await other.send('GET', '/api/sessions'), 200, Sessions)
    const first = sessions.find(({ current }) => !current)
    await other.send('DELETE', `/api/sessions/${first?.id}`)
    expectRefusal(await reader.sendPoll(room, cursor), 'not_logged_in')
  })

  test('after leaving, or joining another room, is refused', async ({ parlor }) => {
    const { owner, reader, room, cursor } = await aReader(parlor)
    await reader.leave()
    expectRefusal(await reader.sendPoll(room, cursor), 'not_in_room')
    await reader.join(room)
    const { cursor: again } = await reader.poll(room)
    const elsewhere = await aRoom(owner)
    const otherWindow = await reader.inAnotherWindow()
    await otherWindow.join(elsewhere)
    expectRefusal(await reader.sendPoll(room, again), 'not_in_room')
  })

  test('after the room was deleted says so', async ({ parlor }) => {
    const { owner, reader, room, cursor } = await aReader(parlor)
    await owner.deleteRoom(room)
    expectRefusal(await reader.sendPoll(room, cursor), 'room_deleted')
  })

  // With one process, so that each poll is asked where the last one was.
  test.runIf(engine === 'postgres' && processes === 1)(
    'after the database was lost for a moment, and memory begun anew, brings what is new',
    async () => {
      const parlor = await aParlor()
      const { owner, reader, room, cursor } = await aReader(parlor)
      await parlor.database.tamper(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      // Longer than from one sweep to the next, with which memory begins anew; on one connection.
      for (let at = 0; at < 10; at += 1) {
        await wait(250)
        await reader.sendPoll(room, cursor)
      }
      const message = await owner.post(room, 'after the loss')
      expect((await reader.poll(room, cursor)).messages).toEqual([message])
    },
  )

  test('with a cursor that was never given is refused', async ({ parlor }) => {
    const { reader, room, cursor } = await aReader(parlor)
    for (const unknown of ['', 'nonsense', `x${cursor}`])
      expectRefusal(await reader.send('GET', poll(room, unknown)), 'cursor_unknown')
    const twice = `${poll(room, cursor)}&after=${cursor}`
    expectInvalid(await reader.send('GET', twice), 'after')
  })
})

describe('an empty poll', () => {
  test('is neither stored nor guessed at, and may load nothing if it is opened', async ({
    parlor,
  }) => {
    const { reader, room, cursor } = await aReader(parlor)
    const { headers, text } = await reader.sendPoll(room, cursor)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-type')).toMatch(/^application\/json/)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(JSON.parse(text)).toEqual({ cursor, messages: [], more: false })
  })

  test('is no more than 250 bytes for a page, whose browser shows it to nobody', async ({
    parlor,
  }) => {
    const { reader, room, cursor } = await aReader(parlor)
    const answerFor = async (...lines: string[]) => {
      const connection = aConnection(parlor)
      const head = [`GET ${poll(room, cursor)} HTTP/1.1`, 'Host: 127.0.0.1', ...lines]
      connection.send(`${head.join('\r\n')}\r\nCookie: ${reader.cookies.header()}\r\n\r\n`)
      const [answer] = await connection.replies(1)
      return answer ?? { status: 0, headers: '', body: Buffer.alloc(0) }
    }
    const { status, headers, body } = await answerFor('Sec-Fetch-Dest: empty')
    expect(status).toBe(200)
    expect(headers.length + 4 + body.length).toBeLessThanOrEqual(250)
    expect(headers).toMatch(/\r\nx-content-type-options: nosniff/i)
    for (const shown of ['document', 'iframe', 'worker', 'object', 'EMPTY ']) {
      const { headers } = await answerFor(`Sec-Fetch-Dest: ${shown}`)
      expect(headers, shown).toContain("content-security-policy: default-src 'none'")
    }
  })

  test('reads the cookie among others, and only by its own name', async ({ parlor }) => {
    const { reader, room, cursor } = await aReader(parlor)
    const [token] = reader.cookies.values()
    const send = (cookie: string) => reader.send('GET', poll(room, cursor), undefined, { cookie })
    for (const cookie of [
      `a=b; parlor=${token}; c=d`,
      `xparlor=1; parlor=${token}`,
      `a=b;parlor=${token}`,
    ])
      expect((await send(cookie)).status, cookie).toBe(200)
    for (const cookie of [`xparlor=${token}`, `parlor=x; parlor=${token}`, `a=parlor=${token}`])
      expectRefusal(await send(cookie), 'not_logged_in')
  })

  test('takes the __Host- cookie, and no other, from a trusted proxy that speaks HTTPS', async () => {
    const parlor = await aParlor({ TRUSTED_PROXIES: 'loopback' })
    const { reader, room, cursor } = await aReader(parlor)
    const [token] = reader.cookies.values()
    const send = (cookie: string, proto: string) =>
      reader.send('GET', poll(room, cursor), undefined, { cookie, 'x-forwarded-proto': proto })
    expect((await send(`__Host-parlor=${token}`, 'https')).status).toBe(200)
    expect((await send(`__Host-parlor=${token}`, 'http, https')).status).toBe(200)
    expect((await send(`parlor=${token}`, 'http')).status).toBe(200)
    expectRefusal(await send(`parlor=${token}`, 'https'), 'not_logged_in')
    expectRefusal(await send(`__Host-parlor=${token}`, 'https, http'), 'not_logged_in')
  })

  test('from a proxy that is not trusted is plain HTTP whatever it says', async ({ parlor }) => {
    const { reader, room, cursor } = await aReader(parlor)
    const [token] = reader.cookies.values()
    const headers = { cookie: `__Host-parlor=${token}`, 'x-forwarded-proto': 'https' }
    const reply = await reader.send('GET', poll(room, cursor), undefined, headers)
    expectRefusal(reply, 'not_logged_in')
  })
})

function poll(room: { id: string }, cursor: string): string {
  return `/api/rooms/${room.id}/changes?after=${cursor}`
}

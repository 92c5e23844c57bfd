import { expect } from 'vitest'
import { processes } from '../support/engines.ts'
import { aPassword, aPerson, aRoom, aStranger, type Parlor, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { aResetCode } from './operator.ts'

/** What takes somebody's session from them; `other` is a second device of theirs. */
const ends: Record<string, (anna: Person, other: Person, parlor: Parlor) => Promise<unknown>> = {
  'a log-out': (anna) => anna.logOut(),
  'a log-out from another device': (_, other) => other.send('DELETE', '/api/me/sessions'),
  'a new password': (anna) =>
    anna.send('PATCH', '/api/me', { password: { current: anna.password, new: aPassword() } }),
  'a new password on another device': (_, other) =>
    other.send('PATCH', '/api/me', { password: { current: other.password, new: aPassword() } }),
  'a link for a new password': async (anna, _, parlor) => {
    const code = await aResetCode(parlor, anna.name)
    const password = aPassword()
    await aStranger(parlor).send('POST', `/api/password-resets/${code}`, { password })
  },
  'a log-in over it': (anna) => anna.logIn(),
}

test.for(Object.entries(ends))(
  'after %s its cookie opens nothing, in whichever process it comes',
  async ([, end], { parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const other = await anna.inAnotherWindow()
    const { cursor } = await anna.poll(room)
    const cookie = anna.cookies.header()
    const paths = ['/api/session', '/api/rooms', `/api/rooms/${room.id}/changes?after=${cursor}`]
    const statuses = async () => {
      const found = new Set<number>()
      for (const path of paths) {
        // Each process is asked in turn.
        for (let at = 0; at < processes; at += 1) {
          found.add((await aStranger(parlor).send('GET', path, undefined, { cookie })).status)
        }
      }
      return [...found]
    }
    // All of them have it in memory now.
    expect(await statuses()).toEqual([200])
    await end(anna, other, parlor)
    expect(await statuses()).toEqual([401])
  },
)

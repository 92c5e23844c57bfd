import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { aPerson, aRoom } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { inject, waitingForTheDisk } from './injection.ts'
import { thorough } from './intensity.ts'
import { aLedger } from './ledger.ts'
import { aServer, aSharedServer } from './server.ts'
import { needStrace } from './strace.ts'
import { aWindow, settled, type Window } from './window.ts'

const kills = thorough ? 100 : 2
const pauses = thorough ? 10 : 1

const sharedServer = aSharedServer()

test(`row 1: ${kills} kills at random moments under load lose, double and reorder nothing`, {
  timeout: 1_800_000,
}, async () => {
  const { server, windows, ledger } = await aBusyRoom()
  for (let kill = 1; kill <= kills; kill += 1) {
    const before = ledger.acknowledgements()
    keepWriting(windows, kill)
    await wait(randomInt(300))
    await server.kill()
    await server.start()
    for (const window of windows) window.wake()
    await expect.poll(() => ledger.acknowledgements()).toBeGreaterThan(before)
  }
  const account = ledger.expectFlawless(await settled(windows))
  console.log(`${kills} kills:`, JSON.stringify(account))
})

test('row 2: killed after the commit and before the reply, the retry gets the same message', async (context) => {
  needStrace(context)
  // One of its own: whatever else is written on a shared one would be what it is killed in.
  const server = await aServer()
  const anna = await aPerson(server)
  const room = await aRoom(anna)
  await anna.post(room, 'before')
  // It comes back from waiting for the disk, and is dead.
  await inject(server, `${waitingForTheDisk}:signal=SIGKILL:when=1`)
  const key = crypto.randomUUID()
  await expect(anna.sendPost(room, 'once', key)).rejects.toThrow()
  await server.gone()
  await server.start()
  const { messages } = await anna.catchUp(room)
  expect(messages.map(({ body }) => body)).toEqual(['before', 'once'])
  const retry = await anna.sendPost(room, 'once', key)
  expect(retry.status, 'not 201: it was there').toBe(200)
  expect(retry.body).toEqual({ message: messages[1] })
})

test(`row 20: paused ${pauses} times for longer than a request may take, it goes on as if nothing had been`, async () => {
  const { server, windows, ledger } = await aBusyRoom()
  for (let pause = 1; pause <= pauses; pause += 1) {
    keepWriting(windows, pause)
    server.signal('SIGSTOP')
    await wait(2500)
    server.signal('SIGCONT')
  }
  const account = ledger.expectFlawless(await settled(windows))
  console.log(`${pauses} pauses:`, JSON.stringify(account))
})

/** A room with three people in it, each with the real client in a window. */
async function aBusyRoom() {
  const server = sharedServer()
  const people: [Person, Person, Person] = [
    await aPerson(server, 'anna'),
    await aPerson(server, 'bob'),
    await aPerson(server, 'carla'),
  ]
  const room = await aRoom(...people)
  const ledger = aLedger()
  const options = { at: server, ledger, patience: 2000 }
  const windows = await Promise.all(people.map((person) => aWindow(person, room, options)))
  await expect.poll(() => windows.every((window) => window.isInside())).toBe(true)
  return { server, windows, ledger }
}

function keepWriting(windows: Window[], round: number): void {
  for (const window of windows) {
    for (let at = 1; at <= 5; at += 1) window.say(`${round}.${at}`)
  }
}

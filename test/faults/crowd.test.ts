import { randomInt } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { expect } from 'vitest'
import { aDirectory, aName, aPerson, aRoom, test } from '../support/examples.ts'
import { thorough } from './intensity.ts'
import { aLedger } from './ledger.ts'
import { aServer } from './server.ts'
import { aWindow, settled } from './window.ts'

const rounds = thorough ? 60 : 5
const hour = 3_600_000

test('row 24: two people who delete, join and post in one room at once each get a clear answer', async ({
  parlor,
}) => {
  const [anna, bob] = [await aPerson(parlor, 'anna'), await aPerson(parlor, 'bob')]
  const tally = new Map<string, number>()
  for (let round = 0; round < rounds; round += 1) {
    const room = await anna.createRoom(aName('Tea'))
    await anna.join(room)
    const replies = await Promise.all(
      [
        () => bob.send('PUT', '/api/me/room', { roomId: room.id }),
        () => anna.sendPost(room, 'still here?'),
        () => anna.send('DELETE', `/api/rooms/${room.id}`),
        () => bob.sendPost(room, 'hello'),
        () => bob.send('DELETE', `/api/rooms/${room.id}`),
        () => bob.sendPoll(room),
      ]
        .toSorted(() => Math.random() - 0.5)
        .map(async (send) => {
          await wait(randomInt(12))
          return send()
        }),
    )
    for (const { request, status, body } of replies) {
      const verb = request.replaceAll(room.id, '{id}')
      const answer = `${verb} → ${codeOf(body) ?? status}`
      expect(status, answer).toBeLessThan(500)
      tally.set(answer, (tally.get(answer) ?? 0) + 1)
    }
    for (const person of [anna, bob]) expect((await person.session()).room).toBeNull()
    expect((await anna.rooms()).map(({ id }) => id)).not.toContain(room.id)
  }
  console.log([...tally].map(([answer, times]) => `${times} × ${answer}`).join('\n'))
})

test('row 19: when the clock jumps, by two hours on and by four back, order and sessions do not care', async () => {
  const directory = await aDirectory()
  const clockFile = join(directory, 'clock')
  await writeFile(clockFile, '0')
  const server = await aServer({
    CLOCK_FILE: clockFile,
    NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'jumping-clock.ts'))}`,
  })
  const people = [await aPerson(server, 'anna'), await aPerson(server, 'bob')] as const
  const room = await aRoom(...people)
  const ledger = aLedger()
  const windows = await Promise.all(people.map((p) => aWindow(p, room, { at: server, ledger })))
  const sayOneEach = async (text: string) => {
    for (const window of windows) window.say(text)
    await expect.poll(() => windows.every((each) => each.hasSentAll())).toBe(true)
  }
  await expect.poll(() => windows.every((each) => each.isInside())).toBe(true)
  await sayOneEach('before')
  await writeFile(clockFile, String(2 * hour))
  await sayOneEach('on')
  await writeFile(clockFile, String(-2 * hour))
  await sayOneEach('back')
  const log = await settled(windows)
  ledger.expectFlawless(log)
  const times = log.map(({ postedAt }) => Date.parse(postedAt))
  const jumpAfter = (messages: number) => (times[messages] ?? 0) - (times[messages - 1] ?? 0)
  expect(Math.abs(jumpAfter(2) - 2 * hour), 'the clock did jump on').toBeLessThan(60_000)
  expect(Math.abs(jumpAfter(4) + 4 * hour), 'and back').toBeLessThan(60_000)
  for (const person of people) expect((await person.session()).room?.id).toBe(room.id)
})

function codeOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
}

import { randomInt } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import type { Room } from '../../src/protocol/rooms.ts'
import { aMadeDatabase, type Engine, type TestDatabase } from '../support/engines.ts'
import { aDirectory, aPerson, aRoom } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { through } from './fleet.ts'
import { inject, waitingForTheDisk } from './injection.ts'
import { thorough } from './intensity.ts'
import { Server } from './server.ts'
import { needStrace } from './strace.ts'

/** As long as somebody who died could have been at it; ms. */
const lease = 30_000
/** After this it begins to clear what a deleted room left; ms. */
const purgeAfter = 5000
/** As often as it looks for what has come to be due; ms. */
const sweepEvery = 2000

const kills = thorough ? 30 : 1
/** All of a database is read for it each time. */
const patience = { interval: 250 }

test('row 26: killed when the deletion of a room was just written, or while it clears what is left, it clears the room all the same', async (context) => {
  needStrace(context)
  const { servers, database, pass } = await aPlace('sqlite', 1)
  const [server] = servers
  if (!server) throw new Error('There is no server.')
  const anna = await aPerson(server)
  const kept = await aRoom(anna)
  await anna.post(kept, 'stays')
  for (let kill = 0; kill <= kills; kill += 1) {
    const room = await aFullRoom(anna)
    if (kill === 0) {
      // Else what the search notes of the room could be what waits for the disk.
      await expect.poll(() => isReadForSearch(database, room), patience).toBe(true)
      // It comes back from waiting for the disk, and is dead: nobody was told that the room is deleted.
      await inject(server, `${waitingForTheDisk}:signal=SIGKILL:when=1`)
      await anna.send('DELETE', `/api/rooms/${room.id}`).catch(() => {})
      await server.gone()
      expect(await leftOf(database, room)).toEqual({ jobs: 1, messages: 3 })
    } else {
      await anna.deleteRoom(room)
      await pass(purgeAfter)
      await wait(randomInt(sweepEvery))
      await server.kill()
    }
    await server.start()
    await anna.join(kept)
    expect((await anna.sendPost(kept, `after kill ${kill}`)).status).toBe(201)
    await pass(lease)
    await expect.poll(() => leftOf(database, room), patience).toEqual({ jobs: 0, messages: 0 })
  }
  expect(JSON.stringify(await rowsOf(database, 'message'))).toContain('stays')
})

test(`row 26: of three processes on PostgreSQL the one that was at it is killed ${kills} times, and the others go on with it`, async () => {
  const { servers, database, pass } = await aPlace('postgres', 3)
  const [first, ...others] = servers
  if (!first) throw new Error('There is no server.')
  const anna = await aPerson(first)
  const kept = await aRoom(anna)
  await anna.post(kept, 'stays')
  for (let kill = 1; kill <= kills; kill += 1) {
    if (kill > 1) await first.start()
    const room = await aFullRoom(anna)
    await anna.deleteRoom(room)
    await pass(purgeAfter)
    await wait(randomInt(sweepEvery))
    await first.kill()
    for (const other of others) {
      const elsewhere = through(other, anna)
      await elsewhere.join(kept)
      expect((await elsewhere.sendPost(kept, `after kill ${kill}`)).status).toBe(201)
    }
    await pass(lease)
    await expect.poll(() => leftOf(database, room), patience).toEqual({ jobs: 0, messages: 0 })
  }
  expect(JSON.stringify(await rowsOf(database, 'message'))).toContain('stays')
})

async function aFullRoom(person: Person): Promise<Room> {
  const room = await aRoom(person)
  for (const body of ['goes 1', 'goes 2', 'goes 3']) await person.post(room, body)
  return room
}

async function isReadForSearch(database: TestDatabase, room: Room): Promise<boolean> {
  const ofRoom = async (table: string) =>
    (await rowsOf(database, table)).filter((row) => row.room_id === room.id)
  const revs = (await ofRoom('message')).map((row) => Number(row.rev))
  const [read] = await ofRoom('search_room')
  return read !== undefined && Number(read.rev) >= Math.max(...revs)
}

/** Processes on one database, whose clocks can be moved on together. */
async function aPlace(on: Engine, processes: number) {
  const directory = await aDirectory()
  const database = await aMadeDatabase(directory, on)
  onTestFinished(database.remove)
  const clockFile = join(directory, 'clock')
  let ahead = 0
  await writeFile(clockFile, '0')
  const environment = {
    DATABASE_URL: database.url,
    CLOCK_FILE: clockFile,
    NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'jumping-clock.ts'))}`,
  }
  const servers = Array.from({ length: processes }, () => new Server(directory, environment))
  await Promise.all(servers.map((server) => server.start()))
  const pass = async (ms: number): Promise<void> => {
    ahead += ms
    await writeFile(clockFile, String(ahead))
  }
  return { servers, database, pass }
}

async function leftOf(database: TestDatabase, room: Room) {
  const messages = (await rowsOf(database, 'message')).filter((row) => row.room_id === room.id)
  return { jobs: (await rowsOf(database, 'job')).length, messages: messages.length }
}

async function rowsOf(database: TestDatabase, table: string): Promise<Record<string, unknown>[]> {
  return ((await database.contents()).get(table) ?? []) as Record<string, unknown>[]
}

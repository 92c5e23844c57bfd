import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { Person } from '../support/person.ts'
import { launcher, run } from '../support/running.ts'
import { aFleet, type Fleet } from './fleet.ts'
import { thorough } from './intensity.ts'
import { type Account, aLedger, type Ledger } from './ledger.ts'
import { aWindow, settled, type Window } from './window.ts'

const people = 500
const rooms = 50
const minutes = Number(process.env.MINUTES ?? 10)
const killEvery = 20_000
/** Somebody says something this often; ms. */
const saysEvery = 50

// With few people and few kills it is rows 10, 11 in fleet.test.ts.
test.runIf(thorough)(
  `row 11: ${people} people over three processes on PostgreSQL, one killed every ${killEvery / 1000} s`,
  {
    timeout: (minutes + 30) * 60_000,
  },
  async () => {
    const fleet = await aFleet({ on: 'postgres' })
    const groups = await aCrowd(fleet)
    const windows = groups.flatMap((group) => group.windows)
    const stopChecking = checkOnePlace(fleet)
    const end = Date.now() + minutes * 60_000
    const kills = killInTurn(fleet, end)
    let said = 0
    while (Date.now() < end) {
      windows[said % windows.length]?.say(`message ${said}`)
      said += 1
      await wait(saysEvery)
    }
    const killed = await kills
    const accounts: Account[] = []
    for (const { windows: theirs, ledger } of groups) {
      accounts.push(ledger.expectFlawless(await settled(theirs)))
    }
    await expectSamePeople(groups)
    const checks = await stopChecking()
    const sum = (pick: (account: (typeof accounts)[number]) => number) =>
      accounts.reduce((total, account) => total + pick(account), 0)
    console.log(
      [
        `${people} people in ${rooms} rooms for ${minutes} minutes, ${killed} kills:`,
        `P1 ${windows.length} screens alike, room by room`,
        `P2 ${sum((a) => a.acknowledged)} acknowledged, ${sum((a) => a.lost)} lost`,
        `P3, P6 ${sum((a) => a.written)} written, ${sum((a) => a.doubled)} doubled, 0 unsent`,
        `P4, P5 ${sum((a) => a.reordered)} out of order, 0 out of place`,
        `P8, P10 ${windows.length} lists of people alike`,
        `P9 ${checks} times looked, never anyone in two rooms`,
      ].join('\n  '),
    )
  },
)

interface Group {
  windows: Window[]
  ledger: Ledger
}

/** People who are in their rooms already, each with a window there. */
async function aCrowd(fleet: Fleet): Promise<Group[]> {
  const file = join(fleet.directory, 'people.jsonl')
  const numbers = ['--users', people, '--rooms', rooms, '--messages', '0'].map(String)
  const seeding = run(
    process.execPath,
    [launcher, 'seed', ...numbers, '--sessions', file],
    fleet.directory,
    {
      DATABASE_URL: fleet.database.url,
    },
  )
  expect(await seeding.exitCode(), seeding.lines.join('\n')).toBe(0)
  const seeded = (await readFile(file, 'utf8')).trim().split('\n').map(readSeeded)
  const groups = new Map<string, Group>()
  for (const { username, cookie, roomId } of seeded) {
    const person = new Person(fleet, username, '')
    person.cookies.keep([cookie])
    const group = groups.get(roomId) ?? { windows: [], ledger: aLedger() }
    groups.set(roomId, group)
    const options = { at: fleet, ledger: group.ledger }
    group.windows.push(await aWindow(person, { id: roomId, name: roomId }, options))
  }
  const all = [...groups.values()]
  const inside = () => all.every(({ windows }) => windows.every((window) => window.isInside()))
  await expect.poll(inside, { timeout: 120_000 }).toBe(true)
  return all
}

function readSeeded(line: string): { username: string; cookie: string; roomId: string } {
  return JSON.parse(line)
}

/** Kills one process after another, and starts it again. Gives how many it was. */
async function killInTurn(fleet: Fleet, end: number): Promise<number> {
  let kills = 0
  while (Date.now() + killEvery < end) {
    await wait(killEvery)
    const victim = fleet.servers[kills % fleet.servers.length]
    await victim?.kill()
    await victim?.start()
    kills += 1
  }
  return kills
}

/** P9: looks into the database, again and again. The function that ends it gives how often. */
function checkOnePlace({ database }: Fleet): () => Promise<number> {
  let going = true
  let checks = 0
  const looking = (async () => {
    const client = new pg.Client(database.url)
    await client.connect()
    while (going) {
      const { rows } = await client.query(
        'select person_id from presence where here_since is not null group by 1 having count(*) > 1',
      )
      expect(rows).toEqual([])
      checks += 1
      await wait(500)
    }
    await client.end()
    return checks
  })()
  const stop = async (): Promise<number> => {
    going = false
    return looking
  }
  onTestFinished(async () => void (await stop()))
  return stop
}

/** P8, P10: all windows of a room come to show the same people in the same state. */
async function expectSamePeople(groups: Group[]): Promise<void> {
  const listOf = (window: Window) =>
    JSON.stringify(
      [...window.store.people.value.values()]
        .filter(({ state }) => state !== 'gone')
        .map(({ id, state }) => `${id} ${state}`)
        .toSorted((a, b) => (a < b ? -1 : 1)),
    )
  for (const { windows } of groups) {
    const lists = () => new Set(windows.map(listOf)).size
    await expect.poll(lists, { timeout: 60_000, interval: 500 }).toBe(1)
  }
}

import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { membersApi } from '../../src/web/app/members-api.ts'
import { type Environment, openEnvironment, type Place } from './environment.ts'
import { mutants } from './mutants.ts'
import { checkMutants, misfits } from './mutation-check.ts'
import type { Packet } from './network.ts'
import { calm } from './operations.ts'
import type { Page } from './page.ts'
import { simulate } from './run.ts'
import { begin, settle } from './story.ts'
import { createWorld, type World } from './world.ts'

const onSqlite: Place = { engine: 'sqlite', processes: 1 }
const onPostgres: Place = { engine: 'postgres', processes: 3 }

test('P1–P13, P15 and P16 hold at every step of some dozen random stories', {
  timeout: 300_000,
}, async () => {
  const { failure, stories } = await simulate({ place: onSqlite, seed: 1, steps: 8000 })
  expect(failure, failure).toBeUndefined()
  expect(stories).toBeGreaterThanOrEqual(32)
})

test('the same holds where three processes share a PostgreSQL', {
  timeout: 300_000,
}, async () => {
  const { failure, stories } = await simulate({ place: onPostgres, seed: 1, steps: 2000 })
  expect(failure, failure).toBeUndefined()
  expect(stories).toBeGreaterThanOrEqual(7)
})

test('the same seed gives the same stories', async () => {
  const once = await simulate({ place: onSqlite, seed: 7, steps: 500 })
  expect(await simulate({ place: onSqlite, seed: 7, steps: 500 })).toEqual(once)
})

test('a deliberate bug is found: the simulation can fail', { timeout: 300_000 }, async () => {
  expect(await checkMutants(onSqlite, 1, 'published before its commit')).toBe(true)
})

test('every deliberate bug still fits the source', async () => {
  expect(await misfits()).toEqual([])
})

test('the documentation names every deliberate bug', async () => {
  const page = await readFile(new URL('../../docs/guarantees.md', import.meta.url), 'utf8')
  expect(mutants.filter(({ name }) => !page.includes(`. ${name}\n`))).toEqual([])
  expect(mutants.length).toBeGreaterThanOrEqual(10)
})

describe.for([onSqlite, onPostgres])('stories that once went wrong, on $engine', (place) => {
  let environment: Environment
  beforeAll(async () => {
    environment = await openEnvironment(place)
  })
  afterAll(() => environment.close())

  test('a message goes out though its author was elsewhere between two polls', async () => {
    const world = await aWorld(environment)
    const phone = pageOf(world, 'anna’s phone, window 1')
    const laptop = pageOf(world, 'anna’s laptop, window 1')
    const [tea, books] = world.truth.livingRooms()
    if (!tea || !books) throw new Error('There are not two rooms.')
    await world.act(() => goTo(laptop, books.id))
    await deliverAll(world)
    await world.act(() => world.write(phone, tea))
    await deliverAll(world)
    expect(world.truth.find('«1»')).toBeUndefined()
    await world.act(() => goTo(laptop, tea.id))
    await deliverAll(world)
    await settle(world)
    expect(world.truth.find('«1»')).toBeDefined()
  })

  test('whoever wrote for a room that was then deleted is told that it cannot be sent', async () => {
    const world = await aWorld(environment)
    const bob = pageOf(world, 'bob’s laptop, window 1')
    const anna = pageOf(world, 'anna’s phone, window 1')
    const [tea] = world.truth.livingRooms()
    if (!tea) throw new Error('There is no room.')
    await world.act(() => void membersApi(anna.api).delete(tea.id))
    await deliverAll(world)
    await world.act(() => world.write(bob, tea))
    const [post] = world.network.arriving()
    if (post) world.network.take(post)
    await settle(world)
    expect(bob.store.deleted.value?.id).toBe(tea.id)
    expect(bob.outbox.items.value).toMatchObject([
      { body: '«1» @bob', state: { kind: 'refused', code: 'room_deleted' } },
    ])
  })

  test('a window whose person is taken elsewhere as it joins does not wait for ever', async () => {
    const world = await aWorld(environment)
    const phone = pageOf(world, 'anna’s phone, window 1')
    const laptop = pageOf(world, 'anna’s laptop, window 1')
    const bob = pageOf(world, 'bob’s laptop, window 1')
    const [tea, books] = world.truth.livingRooms()
    if (!tea || !books) throw new Error('There are not two rooms.')
    // While the server commits this, both joins queue up for the commit that follows.
    await world.act(() => world.write(bob, tea))
    await world.act(() => goTo(phone, books.id))
    await world.act(() => goTo(laptop, tea.id))
    for (const packet of world.network.arriving()) await world.deliver(packet)
    await settle(world)
    expect(phone.store.visit.value.kind).toBe('moved')
    expect(laptop.store.visit.value.kind).toBe('inside')
  })

  test('a deletion that a poll tells of before its answer comes leaves nothing waiting', async () => {
    const world = await aWorld(environment)
    const laptop = pageOf(world, 'anna’s laptop, window 1')
    const [tea] = world.truth.livingRooms()
    if (!tea) throw new Error('There is no room.')
    await world.act(() => world.write(laptop, tea))
    await calm(world, 2000)
    const [message] = laptop.store.messages.value
    if (!message) throw new Error('Nothing was written.')
    await world.act(() => world.change(laptop, tea, message, 'remove'))
    const isDeletion = (packet: Packet) =>
      packet.kind === 'reply' && packet.exchange.call.method === 'DELETE'
    await calm(world, 3000, (packet) => !isDeletion(packet))
    expect(laptop.store.messages.value[0]?.deletedAt).not.toBeNull()
    const answer = world.network.arriving().find(isDeletion)
    if (!answer) throw new Error('The deletion was not answered.')
    await world.deliver(answer)
    await settle(world)
    expect(laptop.amendments.items.value.size).toBe(0)
  })
})

test('a list that is polled from one process after another shows no older state with a later poll', async () => {
  const environment = await openEnvironment(onPostgres)
  onTestFinished(environment.close)
  const world = await aWorld(environment)
  const phone = pageOf(world, 'anna’s phone, window 1')
  const bob = pageOf(world, 'bob’s laptop, window 1')
  const [, books] = world.truth.livingRooms()
  if (!books) throw new Error('There are not two rooms.')
  await world.act(() => {
    phone.route.value = { kind: 'rooms' }
  })
  await calm(world, 5000)
  await world.act(() => goTo(bob, books.id))
  await calm(world, 1500)
  for (let poll = 1; poll <= 4; poll += 1) {
    const listed = phone.store.rooms.value?.find(({ id }) => id === books.id)
    expect(listed?.people, `after poll ${poll}`).toBe(1)
    await calm(world, 1000)
  }
})

async function aWorld(environment: Environment): Promise<World> {
  const world = await createWorld(environment)
  onTestFinished(world.end)
  await begin(world)
  return world
}

function pageOf(world: World, name: string): Page {
  const page = world.pages().find((each) => each.name === name)
  if (!page) throw new Error(`There is no ${name}.`)
  return page
}

function goTo(page: Page, id: string): void {
  page.route.value = { kind: 'room', id }
}

/** Everything arrives, and no time passes. */
function deliverAll(world: World): Promise<void> {
  return calm(world, 0)
}

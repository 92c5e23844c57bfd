import { expect } from 'vitest'
import { aParlor, aParlorOutOfTime, aPerson } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { test } from './browser.ts'
import { annaAndBob } from './conversation.ts'
import { timeCanStop } from './stopped-time.ts'

test('who closed the browser is counted no more, whose window is hidden is away and counted, and nobody is away to themselves', async ({
  browser,
}) => {
  const parlor = await aParlor()
  const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
  const { page } = anna
  await enter()
  const inside = (count: string) => page.getByRole('button', { name: count, exact: true })
  const group = (title: string) =>
    page.locator('.people section').filter({ has: page.getByRole('heading', { name: title }) })
  /** Bob says nothing, and Anna's window polls. */
  const pass = async (seconds: number) => {
    for (let passed = 0; passed < seconds; passed += 4) {
      await page.waitForResponse('**/changes?*')
      await parlor.pass(4000)
    }
  }
  const turn = (state: 'hidden' | 'visible') =>
    page.evaluate(`
      Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))`)
  const annaToBob = async () =>
    (await bob.join(room)).people.find(({ username }) => username === anna.name)

  await inside('2 people').waitFor()
  await pass(16)
  await inside('1 person').waitFor()
  expect(await group('Away').locator('li bdi').allTextContents()).toEqual([bob.name])

  await turn('hidden')
  await pass(36)
  expect(await annaToBob()).toMatchObject({ state: 'away' })
  expect((await bob.rooms()).find(({ id }) => id === room.id)?.people).toBe(2)
  await inside('2 people').waitFor()
  expect(await group('Away').count()).toBe(0)
  const here = await group('Here').locator('li bdi').allTextContents()
  expect(new Set(here)).toEqual(new Set([anna.name, bob.name]))

  await turn('visible')
  await expect.poll(async () => (await annaToBob())?.state, { timeout: 30_000 }).toBe('here')
}, 90_000)

test('whoever writes is named below the field of the others, and not once it is posted', async ({
  browser,
}) => {
  // Where time stands still no sign lapses by itself: what ends it is what is tested.
  const parlor = await aParlorOutOfTime()
  const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
  const stop = await timeCanStop(anna.page)
  await enter()
  const writes = (on: boolean) => bob.send('PUT', `/api/rooms/${room.id}/typing`, { on })
  const line = anna.page.getByText(`\u2068${bob.name}\u2069 is typing …`)
  await writes(true)
  await line.waitFor()
  const others = ['carla', 'dora', 'edgar'].map((name) => aPerson(parlor, name))
  const [carla, dora, edgar] = await Promise.all(others)
  const write = async (person: Person | undefined, on: boolean) => {
    if (on) await person?.join(room)
    await person?.send('PUT', `/api/rooms/${room.id}/typing`, { on })
  }
  for (const person of [carla, dora]) await write(person, true)
  await anna.page.getByText(`\u2068${dora?.name}\u2069 are typing …`).waitFor()
  await write(edgar, true)
  await anna.page.getByText('Several people are typing …').waitFor()
  for (const person of [carla, dora, edgar]) await write(person, false)
  await line.waitFor()
  // Without a line to the server nobody knows any more.
  await anna.page.context().setOffline(true)
  await line.waitFor({ state: 'detached' })
  await anna.page.context().setOffline(false)
  await line.waitFor()
  await bob.post(room, '«there it is»')
  await anna.articles().filter({ hasText: '«there it is»' }).waitFor()
  await line.waitFor({ state: 'detached' })

  let { cursor } = await bob.join(room)
  const typing = async () => {
    const answer = await bob.poll(room, cursor)
    cursor = answer.cursor
    return answer.typing?.map(({ username }) => username)
  }
  expect(await typing()).toBeUndefined()
  await anna.composer().pressSequentially('a thought')
  await expect.poll(typing).toEqual([anna.name])
  // It is believed for six seconds, and so it is said again by whoever goes on.
  await parlor.pass(7000)
  expect(await typing()).toBeUndefined()
  const time = await stop()
  await time.pass(4000)
  await anna.composer().pressSequentially('s')
  await expect.poll(typing).toEqual([anna.name])
  await anna.composer().fill('')
  await expect.poll(typing).toBeUndefined()
})

import { expect } from 'vitest'
import { aVisitor, test } from '../e2e/browser.ts'
import { Visitor } from '../e2e/visitor.ts'
import { aName, aParlor, aPerson } from '../support/examples.ts'
import { thorough } from './intensity.ts'
import { aProxy } from './proxy.ts'

const rounds = thorough ? 12 : 2

test('two windows, three people, every third reply lost: the screens agree, message for message', async ({
  browser,
}) => {
  const line = await aProxy(await aParlor())
  const anna = await aVisitor(browser, line, 'anna')
  const bob = await aVisitor(browser, line, 'bob')
  const carla = await aVisitor(browser, line, 'carla')
  const room = aName('Tea')
  await anna.createRoom(room)
  for (const visitor of [anna, bob, carla]) await visitor.join(room)
  const second = await anna.page.context().newPage()
  await second.goto(anna.page.url())
  const annaTwice = new Visitor(second, anna.name, anna.password)
  const screens = [anna, annaTwice, bob, carla]
  await second.getByRole('textbox', { name: 'Message', exact: true }).waitFor()

  line.decide(({ number }) => (number % 3 === 0 ? { kind: 'reply lost' } : { kind: 'passes' }))
  const texts = new Map<Visitor, string[]>(screens.map((screen) => [screen, []]))
  for (let round = 1; round <= rounds; round += 1) {
    for (const [at, screen] of screens.entries()) {
      const text = `«${round} from screen ${at + 1}»`
      texts.get(screen)?.push(text)
      await screen.send(text)
    }
  }
  const all = [...texts.values()].flat()
  const patience = { timeout: 120_000 }
  for (const screen of screens) {
    await expect.poll(() => screen.seesOf(all), patience).toHaveLength(all.length)
  }
  const [first = [], ...others] = await Promise.all(screens.map((screen) => screen.seesOf(all)))
  for (const other of others) expect(other).toEqual(first)
  expect(new Set(first)).toEqual(new Set(all))
  for (const [, own] of texts) expect(first.filter((text) => own.includes(text))).toEqual(own)
  console.log(`${first.length} messages, the same on ${screens.length} screens.`)
})

test('row 23: a laptop that slept while much was said catches up wholly', async ({ browser }) => {
  const parlor = await aParlor()
  const anna = await aVisitor(browser, parlor, 'anna')
  const room = aName('Tea')
  await anna.createRoom(room)
  await anna.join(room)
  await anna.say('good night')
  const bob = await aPerson(parlor, 'bob')
  const [found] = await bob.rooms()
  if (!found) throw new Error('The room is not there.')
  await bob.join(found)

  const devTools = await anna.page.context().newCDPSession(anna.page)
  await anna.page.context().setOffline(true)
  await devTools.send('Page.setWebLifecycleState', { state: 'frozen' })
  const said = Array.from({ length: 450 }, (_, at) => `«${at + 1}»`)
  for (const text of said) await bob.post(found, text)
  await devTools.send('Page.setWebLifecycleState', { state: 'active' })
  await anna.page.context().setOffline(false)

  // The window draws the end of a long log; all of it is there to scroll through.
  await expect.poll(async () => (await shownBy(anna)).at(-1)).toBe('«450»')
  const shown = await shownBy(anna)
  expect(shown).toEqual(['good night', ...said].slice(-shown.length))
})

/** What the log of a screen shows: the texts of its messages, in their order. */
function shownBy(screen: Visitor): Promise<string[]> {
  return screen
    .articles()
    .evaluateAll((articles) =>
      articles.map((article) => article.textContent.match(/«[^»]*»|good night/)?.[0] ?? ''),
    )
}

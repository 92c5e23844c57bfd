import { expect } from 'vitest'
import { aName } from '../support/examples.ts'
import { aMember, test } from './browser.ts'
import type { Visitor } from './visitor.ts'

test('S14: two people post at once, a third joins late, and all three see the same in the same order, also after a reload', async ({
  browser,
  parlor,
}) => {
  const anna = await aWitness(browser, parlor, 'anna')
  const bob = await aWitness(browser, parlor, 'bob')
  const late = await aWitness(browser, parlor, 'carla')
  const room = aName('Tea')
  await anna.createRoom(room)
  await anna.join(room)
  await bob.join(room)

  const hers = words('anna', 15)
  const his = words('bob', 15)
  await Promise.all([sendAll(anna, hers), sendAll(bob, his), joinLate(late, room)])

  const all = [...hers, ...his]
  for (const visitor of [anna, bob, late]) {
    await expect.poll(() => visitor.articles().count()).toBe(all.length)
  }
  const [annaSees = [], bobSees, lateSees] = await Promise.all([anna, bob, late].map(messagesOf))
  expect(bobSees).toEqual(annaSees)
  expect(lateSees).toEqual(annaSees)
  expect(new Set(annaSees)).toEqual(new Set(all))
  expect(
    annaSees.filter((text) => hers.includes(text)),
    'in the order written',
  ).toEqual(hers)
  expect(
    annaSees.filter((text) => his.includes(text)),
    'in the order written',
  ).toEqual(his)

  for (const visitor of [anna, bob, late]) await expectOnlyAppended(visitor)
  await anna.page.reload()
  await expect.poll(() => anna.articles().count()).toBe(all.length)
  expect(await messagesOf(anna), 'after a reload').toEqual(annaSees)
})

/** Keeps what the log shows after each change of it: a list of articles' texts for each moment. */
const remembering = `
  globalThis.moments = []
  new MutationObserver(() => {
    const log = document.querySelector('[role=log]')
    const articles = log ? [...log.querySelectorAll('[role=article], article')] : []
    moments.push(articles.map((article) => article.textContent))
  }).observe(document, { childList: true, subtree: true, characterData: true })`

/** Somebody at the list of rooms, whose page remembers all that the log shows from then on. */
async function aWitness(...who: Parameters<typeof aMember>): Promise<Visitor> {
  const witness = await aMember(...who)
  await witness.page.addInitScript(remembering)
  await witness.openList()
  return witness
}

function words(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `«${name} ${String(at).padStart(2, '0')}»`)
}

async function sendAll(visitor: Visitor, texts: string[]): Promise<void> {
  for (const text of texts) await visitor.send(text)
}

/** Joins when a good part of the conversation is over, and the rest is not. */
async function joinLate(visitor: Visitor, room: string): Promise<void> {
  await expect
    .poll(async () => {
      const { rooms } = await (await visitor.page.request.get('/api/rooms')).json()
      return rooms.find(({ name }: { name: string }) => name === room).messages
    })
    .toBeGreaterThan(5)
  await visitor.join(room)
}

async function messagesOf(visitor: Visitor): Promise<string[]> {
  return (await visitor.articles().allInnerTexts()).map(messageIn)
}

function messageIn(article: string): string {
  return article.match(/«[^»]+»/)?.[0] ?? `an article without a message: ${article}`
}

/** At every moment since the page was opened, a new message stood at the end of the log. */
async function expectOnlyAppended({ page, name }: Visitor): Promise<void> {
  const moments = await page.evaluate<string[][]>('moments')
  const logs = moments.map((articles) => articles.map(messageIn)).filter((log) => log.length > 0)
  expect(logs.length).toBeGreaterThan(0)
  let before: string[] = []
  for (const log of logs) {
    expect(log.slice(0, before.length), `what ${name} had seen already`).toEqual(before)
    before = log
  }
}

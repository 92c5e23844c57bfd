import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { unpackChromium } from '../../test/e2e/chromium.ts'
import type { Person } from '../load/requests.ts'
import { median, ms, ratio } from '../numbers.ts'
import type { Row } from '../row.ts'
import { firstOf } from '../worlds.ts'

const atMost = 1.2
const messages = 100
const rounds = 15

const plain = 'The kettle is on, and there is bread from yesterday: see https://example.org/notes.'
const formatted =
  '**The kettle** is _on_, and there is ~~bread~~ `jam` from yesterday: see https://example.org/notes.\n> said\n- one\n- *two*'

/** How soon a room is drawn in which everything is formatted, against one of as many lines without. */
export const firstDraw: Row = {
  name: 'first-draw',
  async measure(bench) {
    const world = await bench.world({ people: 2, rooms: 1, messages: 0 })
    const parlor = await bench.parlor(world)
    const profile = await mkdtemp(join(tmpdir(), 'parlor-chromium-'))
    const browser = await chromium.launch(await unpackChromium(profile))
    try {
      const url = `http://127.0.0.1:${parlor.port}`
      const person = firstOf(world.people)
      // As many lines, so that it is the formatting that is compared.
      const paths = {
        without: await fill(url, person, 'plain', `${plain}\nsaid\none\ntwo`),
        within: await fill(url, person, 'formatted', formatted),
      }
      const times: Record<keyof typeof paths, number[]> = { without: [], within: [] }
      for (let round = 0; round <= bench.seconds(rounds); round += 1) {
        // Each goes first as often as the other.
        const order =
          round % 2 ? (['without', 'within'] as const) : (['within', 'without'] as const)
        for (const which of order) {
          const took = await draw(browser, url, person, paths[which])
          // The first round is for warming up.
          if (round > 0) times[which].push(took)
        }
      }
      const slower = median(times.within) / median(times.without)
      return {
        lines: [
          {
            what: `first draw of ${messages} messages with formatting in each`,
            target: `≤ ${ratio(atMost)} the same without`,
            measured: `${ratio(slower)} (${ms(median(times.within))}, without ${ms(median(times.without))})`,
            pass: slower <= atMost,
          },
        ],
        numbers: times,
      }
    } finally {
      await browser.close()
      await parlor.stop()
      await rm(profile, { recursive: true, force: true })
    }
  },
}

/** Makes a room and fills it; answers with where it is. */
async function fill(url: string, { cookie }: Person, name: string, body: string): Promise<string> {
  const send = async (method: string, path: string, json: object) => {
    const headers = { cookie, 'content-type': 'application/json' }
    const reply = await fetch(url + path, { method, headers, body: JSON.stringify(json) })
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
    return reply
  }
  const made = await send('POST', '/api/rooms', { name })
  const { room }: { room: { id: string } } = JSON.parse(await made.text())
  await send('PUT', '/api/me/room', { roomId: room.id })
  for (let n = 0; n < messages; n += 1) {
    await send('POST', `/api/rooms/${room.id}/messages`, { body, key: randomUUID() })
  }
  return `/rooms/${room.id}`
}

/** From the beginning of the navigation to the frame after the newest message is in the log; ms. */
async function draw(browser: Browser, url: string, { cookie }: Person, path: string) {
  const context = await browser.newContext({ serviceWorkers: 'block' })
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url }])
  const page = await context.newPage()
  await page.goto(url + path)
  const took = await page.evaluate<number>(`new Promise((done) => {
    const look = () => document.querySelector('article[data-seq="${messages}"]')
      ? requestAnimationFrame(() => done(performance.now()))
      : requestAnimationFrame(look)
    look()
  })`)
  await context.close()
  return took
}

import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contentsOf } from '../support/database.ts'
import { aPerson, aRoom } from '../support/examples.ts'
import { aClone, run, urlOf } from '../support/running.ts'

/** What means something in an address, in a shell, or on another machine. */
const folder = 'My Apps/Téléchargements/a#b/50% off/Müller & Söhne (2)'

test(`npm start builds and serves the page in a folder like ${folder}`, {
  timeout: 120_000,
}, async () => {
  const clone = await aClone(folder)
  const server = run('npm', ['start'], clone)
  const place = { url: await urlOf(server) }
  const page = await fetch(place.url)
  expect(page.headers.get('content-type'), await page.text()).toMatch(/html/)
  const anna = await aPerson(place)
  await aRoom(anna)
  expect(contentsOf(join(clone, 'chat.db')).get('room')).toHaveLength(1)
})

test('so does npm run dev, the page and the API', { timeout: 120_000 }, async () => {
  const clone = await aClone(folder)
  const dev = run('npm', ['run', 'dev'], clone)
  const url = await urlOf(dev)
  const text = async (path: string) => (await fetch(new URL(path, url))).text()
  expect(await text('/')).toContain('@vite/client')
  expect(await text('/main.tsx')).toContain('import')
  // The server behind it takes a moment longer.
  await expect.poll(() => text('/api/session')).toContain('not_logged_in')
})

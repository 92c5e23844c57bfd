import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contentsOf } from '../support/database.ts'
import { aPerson, aRoom } from '../support/examples.ts'
import { aClone, run, urlOf } from '../support/running.ts'

/** What means something in an address, in a shell, or on another machine. */
const folder = 'My Apps/Téléchargements/a#b/50% off/Müller & Söhne (2)'

test(`S17: npm start alone builds and serves the page, in a folder like ${folder}; who ends npm ends the server`, {
  timeout: 120_000,
}, async () => {
  const clone = await aClone(folder)
  const npm = run('npm', ['start'], clone)
  const url = await urlOf(npm)
  const page = await fetch(url)
  const text = await page.text()
  expect(page.headers.get('content-type'), text).toMatch(/html/)
  const script = text.match(/src="([^"]*assets\/index[^"]*)"/)?.[1] ?? expect.fail(text)
  expect((await fetch(new URL(script, url))).status, 'the page is built').toBe(200)
  const anna = await aPerson({ url })
  expect(await anna.rooms()).toEqual([])
  await aRoom(anna)
  expect(contentsOf(join(clone, 'chat.db')).get('room')).toHaveLength(1)
  // Npm alone gets the signal, as from a supervisor; a shell in between would not pass it on.
  process.kill(npm.pid ?? 0, 'SIGTERM')
  expect(await npm.exitCode()).toBe(0)
  await expect(fetch(url)).rejects.toThrow()
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

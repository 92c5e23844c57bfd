import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, onTestFinished } from 'vitest'
import { aName, aPassword, aPerson, test as parlorTest } from '../support/examples.ts'
import { startChromium } from './drivers/chromium.ts'
import type { Driver } from './drivers/driver.ts'
import { startFirefox } from './drivers/firefox.ts'
import { startWebKit } from './drivers/webkit.ts'
import { type BrowserName, firefox, webKit } from './installed.ts'
import { article, composer, Visitor } from './visitor.ts'

declare module 'vitest' {
  interface ProvidedContext {
    browserName: BrowserName
  }
}

/** `test` with the browser that this project of tests is about, one for all files. */
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it what the fixture needs.
export const test = parlorTest.extend('browser', { scope: 'worker' }, async ({}, { onCleanup }) => {
  const driver = await start(inject('browserName'))
  console.log(driver.version)
  onCleanup(() => driver.close())
  return driver
})

/** Somebody with a browser profile of their own, who has gone nowhere. */
export async function aNewcomer(
  browser: Driver,
  parlor: { readonly url: string },
  name = 'anna',
): Promise<Visitor> {
  const profile = await browser.newProfile()
  const who = { name: aName(name), password: aPassword() }
  const window = await profile.newWindow()
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') {
      const about = `${task.name.replaceAll(/\W+/g, '-').slice(0, 60)}-${name}.png`
      const picture = join(tmpdir(), about)
      await writeFile(picture, await window.screenshot())
      console.log(`What ${name} saw: ${picture}`)
    }
    await profile.close()
  })
  return new Visitor(profile, window, parlor.url, who)
}

/** Somebody with an account, logged in, who sees the list of rooms. */
export async function aVisitor(...newcomer: Parameters<typeof aNewcomer>): Promise<Visitor> {
  const visitor = await aNewcomer(...newcomer)
  await visitor.signUp()
  return visitor
}

/**
 * Anna at a screen, and Bob inside a room of his, who talks to it without a screen.
 * @param line by which Anna reaches the server
 */
export async function annaAndBob(browser: Driver, parlor: { readonly url: string }, line = parlor) {
  const bob = await aPerson(parlor, 'bob')
  const room = await bob.createRoom(aName('Tea'))
  await bob.join(room)
  const anna = await aVisitor(browser, line)
  const enter = async () => {
    await anna.goto(`/rooms/${room.id}`)
    await anna.sees(composer)
  }
  /** Bob posts `count` messages, numbered from `from` on; some are long. */
  const talk = async (count: number, from = 1) => {
    for (let n = from; n < from + count; n += 1) {
      await bob.post(room, `«${n}»${n % 7 === 0 ? ' and more of it'.repeat(20) : ''}`)
    }
  }
  const posted = async () => (await bob.history(room)).messages.map(({ body }) => body)
  const message = (n: number) => ({ ...article, text: `«${n}»` })
  return { anna, bob, room, enter, talk, message, posted }
}

async function start(name: BrowserName): Promise<Driver> {
  switch (name) {
    case 'chromium':
      return startChromium(inject('chromium'))
    case 'firefox':
      return startFirefox(firefox() ?? expect.fail('Firefox is not installed'))
    case 'webkit':
      return startWebKit(webKit() ?? expect.fail('WebKitGTK is not installed'))
    default:
      return name satisfies never
  }
}

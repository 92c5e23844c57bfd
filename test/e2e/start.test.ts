import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { contentsOf, textOf } from '../support/database.ts'
import { aClone, run, urlOf } from '../support/running.ts'
import { aVisitor, test } from './browser.ts'

/** The browser as it comes. */
const asEverybody = { serviceWorkers: 'allow', reducedMotion: 'no-preference' } as const

describe('from a fresh clone', () => {
  test('S16, S17, S18: two commands set it up and run it, several people use it at once, and all of it is in chat.db', async ({
    browser,
  }) => {
    const clone = await aClone()
    expect(await run('npm', ['run', 'initdb'], clone).exitCode()).toBe(0)
    const npm = run('npm', ['start'], clone)
    const url = await urlOf(npm)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)

    const people = await Promise.all(
      ['anna', 'bob', 'carla'].map((name) => aVisitor(browser, { url }, name, asEverybody)),
    )
    const [anna, ...others] = people
    await anna?.createRoom('Tea')
    await Promise.all(people.map((person) => person.join('Tea')))
    await Promise.all(people.map((person) => person.say(`«${person.name} was here»`)))
    const said = people.map(({ name }) => `«${name} was here»`)
    await expect.poll(() => anna?.articles().count()).toBe(3)
    const order = (await anna?.articles().allInnerTexts())?.map(
      (text) => text.match(/«.*»/)?.[0] ?? '',
    )
    expect(order?.toSorted()).toEqual(said.toSorted())
    for (const person of others) await person.waitForMessages(order ?? [])

    const file = join(clone, 'chat.db')
    for (const words of said) expect(textOf(file)).toContain(words)
    const tables = contentsOf(file)
    expect(tables.get('person')).toHaveLength(3)
    expect(tables.get('room')).toHaveLength(1)
    expect(tables.get('message')).toHaveLength(3)
    process.kill(npm.pid ?? 0, 'SIGINT')
    expect(await npm.exitCode()).toBe(0)
  })

  test('S17: npm start alone is enough, and who ends npm ends the server', async ({ browser }) => {
    const clone = await aClone()
    const npm = run('npm', ['start'], clone)
    const url = await urlOf(npm)
    const anna = await aVisitor(browser, { url }, 'anna', asEverybody)
    await anna.page.getByText('No rooms yet').waitFor()
    // Npm alone gets the signal, as from a supervisor; a shell in between would not pass it on.
    process.kill(npm.pid ?? 0, 'SIGTERM')
    expect(await npm.exitCode()).toBe(0)
    await expect(fetch(url)).rejects.toThrow()
  })
})

import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { contentsOf, textOf } from '../support/database.ts'
import { aPerson } from '../support/examples.ts'
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
      ['anna', 'bob'].map((name) => aVisitor(browser, { url }, name, asEverybody)),
    )
    const carla = await aPerson({ url }, 'carla')
    const [anna, ...others] = people
    await anna?.createRoom('Tea')
    const tea = (await carla.rooms()).find(({ name }) => name === 'Tea')
    if (!tea) expect.fail('There is the room.')
    await carla.join(tea)
    await carla.post(tea, `«${carla.name} was here»`)
    await Promise.all(people.map((person) => person.join('Tea')))
    await Promise.all(people.map((person) => person.say(`«${person.name} was here»`)))
    const said = [...people, carla].map(({ name }) => `«${name} was here»`)
    await expect.poll(() => anna?.articles().count()).toBe(3)
    const order = (await anna?.articles().allInnerTexts())?.map(
      (text) => text.match(/«.*»/)?.[0] ?? '',
    )
    expect(new Set(order)).toEqual(new Set(said))
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
})

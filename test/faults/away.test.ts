import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { annaAndBob } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { aFleet, through } from './fleet.ts'
import { thorough } from './intensity.ts'

// Mostly waiting: `npm test` does it on one of the two.
const engines = thorough ? (['sqlite', 'postgres'] as const) : (['postgres'] as const)

test.for(engines)(
  'three processes on %s: nobody is away whom any process hears, and who falls quiet is away to all',
  async (on) => {
    const fleet = await aFleet({ on })
    const { anna, bob, room } = await annaAndBob(fleet)
    const [first, second] = fleet.servers
    if (!first || !second) throw new Error('The fleet is too small.')
    const [annaThere, bobThere] = [through(first, anna), through(second, bob)]
    const seen = { byAnna: new Map<string, string>(), byBob: new Map<string, string>() }
    const cursors = {
      byAnna: (await anna.join(room)).cursor,
      byBob: (await bob.join(room)).cursor,
    }
    const poll = async (who: 'byAnna' | 'byBob', window: Person) => {
      const { cursor, people = [] } = await window.poll(room, cursors[who])
      cursors[who] = cursor
      for (const { username, state } of people) seen[who].set(username, state)
    }
    const quietUntil = Date.now() + 16_000
    while (Date.now() < quietUntil) {
      await Promise.all([poll('byAnna', annaThere), poll('byBob', bobThere), wait(1000)])
    }
    expect([...seen.byAnna.values(), ...seen.byBob.values()]).not.toContain('away')
    await expect
      .poll(async () => poll('byAnna', annaThere).then(() => seen.byAnna.get(bob.name)), {
        interval: 1000,
        timeout: 40_000,
      })
      .toBe('away')
    await poll('byBob', bobThere)
    await expect
      .poll(async () => poll('byAnna', annaThere).then(() => seen.byAnna.get(bob.name)), {
        interval: 1000,
        timeout: 15_000,
      })
      .toBe('here')
  },
)

import { expect, onTestFinished, test } from 'vitest'
import { aPerson } from '../support/examples.ts'
import { Person } from '../support/person.ts'
import { aFleet } from './fleet.ts'
import type { Server } from './server.ts'

test('whoever has logged out through one process on PostgreSQL is refused by the others at once', async () => {
  const { servers } = await aFleet({ on: 'postgres' })
  for (const server of servers) {
    const anna = await aPerson(server)
    const elsewhere = servers.map((each) => through(each, anna))
    // Each of them knows the session, and would answer without asking the database.
    for (const window of elsewhere) await window.session()
    await anna.logOut()
    expect(await Promise.all(elsewhere.map(statusOf))).toEqual([401, 401, 401])
  }
})

test('a process that is stopped holds up one log-out for two seconds, and none after that', async () => {
  const { servers } = await aFleet({ on: 'postgres' })
  const [working, stopped] = servers
  if (!working || !stopped) throw new Error('The fleet is too small.')
  const anna = await aPerson(working)
  const phone = await anna.inAnotherWindow()
  const left = through(stopped, anna)
  await left.session()
  stopped.signal('SIGSTOP')
  onTestFinished(() => stopped.signal('SIGCONT'))
  const first = await timeOf(() => anna.logOut())
  const second = await timeOf(() => phone.logOut())
  expect(first, 'ms').toBeGreaterThan(1900)
  expect(second, 'ms').toBeLessThan(1900)
  stopped.signal('SIGCONT')
  await expect.poll(() => statusOf(left), { timeout: 5000 }).toBe(401)
})

/** The same person, with the cookies that they have now, through one process only. */
function through(server: Server, person: Person): Person {
  const same = new Person(server, person.name, person.password)
  same.cookies.keep(person.cookies.header().split('; '))
  return same
}

async function statusOf(person: Person): Promise<number> {
  return (await person.send('GET', '/api/session')).status
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

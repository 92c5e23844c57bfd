import { randomUUID } from 'node:crypto'
import { expect, onTestFinished } from 'vitest'
import { openDatabase } from '../../src/server/database/database.ts'
import { commitOf, type ParlorVerbs, verbs } from '../../src/server/domain/verbs.ts'
import { system } from '../../src/server/engine/transaction.ts'
import { newId, newToken } from '../../src/server/ids.ts'
import { aName, test } from '../support/examples.ts'

/** What needs no session: what the server and the operator do, and what leads to one. */
const needsNone: ReadonlySet<string> = new Set<keyof ParlorVerbs>([
  'createAccount',
  'shutAccount',
  'makeAdmin',
  'eraseMessages',
  'setUpInstance',
  'setUpPicture',
  'openSession',
  'touchSession',
  'purgeRoom',
  'purgeSessions',
  'countTry',
  'takeBackTry',
  'offerReset',
  'resetPassword',
  'removeRoom',
  'notePresence',
  'keepPushKey',
  'indexMessages',
  'purgeFile',
  'addVariantChunk',
  'noteTold',
  'heartbeat',
  'forgetProcess',
  'leaseJobs',
  'endTry',
  'remind',
  'retryJob',
  'dropJob',
])

test('whatever is asked for through a session that has ended is refused by its own transaction', async ({
  parlor,
}) => {
  // Straight to the database: no memory that could know of the end stands in between.
  const database = await openDatabase(parlor.database.url, 'writer')
  onTestFinished(() => database.close())
  const commit = commitOf(database, { now: Date.now, newId })
  const run = async (verb: string, actor: unknown, args: unknown) => {
    const { outcomes } = await commit([{ verb, actor, args }])
    return outcomes[0]
  }
  const resultOf = async (verb: string, actor: unknown, args: unknown) => {
    const outcome = await run(verb, actor, args)
    if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
    return outcome.value as { id: string }
  }
  const open = async () => {
    const username = aName('anna')
    const user = await resultOf('createAccount', system, { username, passwordHash: 'x' })
    const session = () => resultOf('openSession', user, { tokenHash: newToken(), userAgent: '' })
    return { living: await session(), ended: await session() }
  }
  const anna = await open()
  const bob = await open()
  const { id: roomId } = await resultOf('createRoom', anna.living, { name: aName('Tea') })
  for (const { living, ended } of [anna, bob]) {
    await resultOf('joinRoom', living, { roomId })
    const { sessionId } = ended as unknown as { sessionId: number }
    await resultOf('endSession', living, { sessionId })
  }
  const post = (actor: unknown) => {
    const args = { roomId, body: 'hello', key: randomUUID() }
    return { verb: 'postMessage', actor, args }
  }

  const args = {
    roomId,
    name: aName('Late'),
    body: 'late',
    key: randomUUID(),
    seq: 1,
    sessionId: 1,
  }
  for (const verb of Object.keys(verbs)) {
    if (needsNone.has(verb)) continue
    expect(await run(verb, anna.ended, args), verb).toMatchObject({ code: 'not_logged_in' })
  }
  // Posts that arrive together are written together, and each gets its own answer.
  const posts = [post(anna.living), post(anna.ended), post(bob.living), post(bob.ended)]
  const { outcomes } = await commit(posts)
  expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'refused', 'done', 'refused'])
  const again = await commit(posts)
  expect(
    again.outcomes.map(({ kind }) => kind),
    'the same keys again',
  ).toEqual(['done', 'refused', 'done', 'refused'])
})

import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/server/database/database.ts'
import { aDatabase } from '../support/engines.ts'
import { aDirectory } from '../support/examples.ts'

test('a database is closed also while connections to it are being made', async ({
  onTestFinished,
}) => {
  const place = await aDatabase(await aDirectory())
  onTestFinished(place.remove)
  const database = await openDatabase(place.url, 'reader')
  const db = database.db()
  const reads = Promise.allSettled(Array.from({ length: 8 }, () => sql`select 1`.execute(db)))
  await setImmediate()
  // What was begun before is answered or refused; nothing is waited for that never comes.
  await database.close()
  expect(await reads).toHaveLength(8)
})

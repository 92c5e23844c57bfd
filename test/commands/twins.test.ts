import { expect, test } from 'vitest'
import { putFirstStorey } from '../databases/first-storey.ts'
import { aDatabase } from '../support/engines.ts'
import { aDirectory } from '../support/examples.ts'
import { runCommand } from '../support/running.ts'

test('whoever upgrades an old database is told which names look alike, then and later', async () => {
  const database = await aDatabase(await aDirectory())
  await putFirstStorey(database)
  const environment = { DATABASE_URL: database.url }
  const sentences = [
    'Two people have names that look alike, “ann x” and “ann  x”; the second can keep it.',
    'Two people have names that look alike, “lily” and “Iily”; the second can keep it.',
  ]

  const upgrade = runCommand(['initdb'], environment)
  expect(await upgrade.exitCode()).toBe(0)
  expect(upgrade.lines.slice(-2)).toEqual(sentences)

  const once = runCommand(['initdb'], environment)
  expect(await once.exitCode()).toBe(0)
  expect(once.lines).toEqual(['Already up to date.'])

  const later = runCommand(['twins'], environment)
  expect(await later.exitCode()).toBe(0)
  expect(later.lines).toEqual(sentences)
})

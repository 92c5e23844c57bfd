import { expect } from 'vitest'
import { engine, processes } from '../support/engines.ts'
import { aPerson, test } from '../support/examples.ts'

test('the server keeps its data in the database that the project is named after', async ({
  parlor,
  task,
}) => {
  const anna = await aPerson(parlor)
  const several = processes > 1 ? `, ${processes} processes` : ''
  expect(task.file.projectName).toBe(`http (${engine}${several})`)
  expect(new URL(parlor.database.url).protocol).toBe(`${engine}:`)
  // Read by somebody else with a driver of that database, not through the server.
  expect(await parlor.database.text()).toContain(anna.name)
  console.log(`${task.file.projectName} ran on`, await parlor.database.version())
})

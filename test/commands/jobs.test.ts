import { expect, test } from 'vitest'
import { aDatabase } from '../support/engines.ts'
import { aDirectory } from '../support/examples.ts'
import { runCommand } from '../support/running.ts'

test('whoever runs the server sees what is to be done and what has failed, and can try that again or give it up', async () => {
  const database = await aDatabase(await aDirectory(), 'sqlite')
  const command = async (...parts: string[]) => {
    const running = runCommand(parts, { DATABASE_URL: database.url })
    const code = await running.exitCode()
    return { code, lines: running.lines }
  }
  expect((await command('initdb')).code).toBe(0)
  const columns = 'kind, args, not_before, attempts, created_at, failed_at, error'
  for (const [failedAt, error] of [
    ['null', 'null'],
    ['86400000', "'Error: it burnt down\n    at the kitchen'"],
    ['86400000', "'Error: nobody came'"],
  ])
    await database.tamper(
      `insert into job (${columns}) values ('purgeRoom', '{"roomId":"tea"}', 0, 20, 0, ${failedAt}, ${error})`,
    )

  const { lines } = await command('jobs')
  expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
    ['id', 'kind', 'created', 'next', 'tries', 'error'],
    ['1', 'purgeRoom', '1970-01-01T00:00:00.000Z', 'at 1970-01-01T00:00:00.000Z', '20'],
    ['2', 'purgeRoom', '1970-01-01T00:00:00.000Z', 'failed', '20', 'Error: it burnt down'],
    ['3', 'purgeRoom', '1970-01-01T00:00:00.000Z', 'failed', '20', 'Error: nobody came'],
  ])
  const json = async () => (await command('jobs', '--json')).lines.map((line) => JSON.parse(line))
  expect((await json())[1]).toEqual({
    id: 2,
    kind: 'purgeRoom',
    args: { roomId: 'tea' },
    createdAt: '1970-01-01T00:00:00.000Z',
    notBefore: '1970-01-01T00:00:00.000Z',
    attempts: 20,
    failedAt: '1970-01-02T00:00:00.000Z',
    error: 'Error: it burnt down\n    at the kitchen',
  })

  expect((await command('jobs', '--retry', '2')).code).toBe(0)
  expect((await command('jobs', '--drop', '3')).code).toBe(0)
  expect(await json()).toEqual([
    expect.objectContaining({ id: 1, attempts: 20 }),
    expect.objectContaining({ id: 2, attempts: 0, failedAt: null }),
  ])
  for (const parts of [
    ['--retry', '1'],
    ['--drop', '1'],
    ['--retry', '99'],
    ['--drop', 'tea'],
  ]) {
    const refused = await command('jobs', ...parts)
    expect(refused.code).toBe(1)
    expect(refused.lines.join()).toMatch(/no job .* that has failed for good/)
  }
  expect(await json(), 'nothing else was touched').toHaveLength(2)
})

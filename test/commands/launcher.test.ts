import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentsOf } from '../support/database.ts'
import { aDirectory, aPerson } from '../support/examples.ts'
import { aClone, type Running, run, urlOf } from '../support/running.ts'

const launcher = join(import.meta.dirname, '../../bin/parlor.js')

describe('started by an older Node.js, through the one that comes with Parlor', () => {
  test('the server ends in good order when what started it is killed', async () => {
    const directory = await aDirectory()
    const running = await launch(['start'], directory)
    const url = await urlOf(running)
    await aPerson({ url })
    const server = serverOf(running)
    expect(server, 'a process of its own').not.toBe(running.pid)
    process.kill(running.pid ?? 0, 'SIGKILL')
    await expect.poll(() => isRunning(server)).toBe(false)
    // What a process leaves behind that was killed itself.
    expect(contentsOf(join(directory, 'chat.db')).get('process')).toEqual([])
  })

  test('a command that has done its work ends, with its own exit code', async () => {
    const directory = await aDirectory()
    expect(await (await launch(['initdb'], directory)).exitCode()).toBe(0)
    expect(await (await launch(['initdb'], directory, 'mysql://nowhere')).exitCode()).toBe(1)
  })
})

test('what was not built yet says so', async () => {
  const clone = await aClone()
  const running = run(process.execPath, [join(clone, 'bin/parlor.js')], clone)
  expect(await running.exitCode()).toBe(1)
  expect(running.lines).toEqual([expect.stringMatching(/not built yet.*npm run build/)])
})

/** Runs a command as an old Node.js would: by handing it on. */
async function launch(
  parts: string[],
  directory: string,
  databaseUrl = 'sqlite:chat.db',
): Promise<Running> {
  const old = join(directory, 'old.cjs')
  await writeFile(
    old,
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.0.0' } })",
  )
  const environment = { DATABASE_URL: databaseUrl }
  return run(process.execPath, ['--require', old, launcher, ...parts], directory, environment)
}

/** The process that wrote the first line of the log. */
function serverOf({ lines }: Running): number {
  return JSON.parse(lines[0] ?? '').pid
}

function isRunning(pid: number): boolean {
  try {
    // A process that has ended, and that nobody has asked about, is there as a zombie.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

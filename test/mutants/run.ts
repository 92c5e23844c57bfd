import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Fault, projectOf } from './fault.ts'

const checkout = join(import.meta.dirname, '../..')
/** What a build and a run of tests read. */
const parts = [
  ...['src', 'test', 'bin', 'scripts', 'docs', 'deploy', 'README.md', 'LICENSE', 'package.json'],
  ...['tsconfig.json', 'vite.config.ts', 'vite.server.config.ts', 'vitest.config.ts'],
]
/** One test file, with the build before it; ms. */
const atMostMs = 5 * 60_000

/** `not run`: whatever the reason, nothing was shown. */
export type Verdict = { kind: 'caught' | 'survived' } | { kind: 'not run'; why: string }

/** A copy of the source in which one fault after another is put, tried, and taken out. */
export async function aWorkshop() {
  const directory = await mkdtemp(join(tmpdir(), 'parlor-mutants-'))
  for (const part of parts) {
    await cp(join(checkout, part), join(directory, part), { recursive: true })
  }
  await symlink(join(checkout, 'node_modules'), join(directory, 'node_modules'))
  /** What each test says of the source as it is. */
  const sound = new Map<string, Promise<Outcome>>()

  return {
    async tryOut(fault: Fault): Promise<Verdict> {
      const before = sound.get(fault.test) ?? runTest(directory, fault)
      sound.set(fault.test, before)
      const whole = await before
      if (whole !== 'passed') return { kind: 'not run', why: `without it, its test ${whole}` }
      const path = join(directory, fault.file)
      const source = await readFile(path, 'utf8')
      if (!fits(source, fault)) return { kind: 'not run', why: 'it does not fit the source' }
      await writeFile(
        path,
        source.replace(fault.find, () => fault.put),
      )
      const outcome = await runTest(directory, fault)
      await writeFile(path, source)
      if (outcome === 'passed') return { kind: 'survived' }
      if (outcome === 'failed') return { kind: 'caught' }
      return { kind: 'not run', why: `with it, its test ${outcome}` }
    },
    close: () => rm(directory, { recursive: true, force: true }),
  }
}

export function fits(source: string, { find }: Pick<Fault, 'find'>): boolean {
  return source.split(find).length === 2
}

type Outcome = 'passed' | 'failed' | 'did not begin' | 'did not end'

/** Runs the one test file that is named for a fault, and nothing else. */
async function runTest(directory: string, fault: Fault): Promise<Outcome> {
  const report = join(directory, 'report.json')
  await rm(report, { force: true })
  const args = [
    ...[join(checkout, 'node_modules/vitest/vitest.mjs'), 'run', '--project', projectOf(fault)],
    ...['--reporter', 'json', '--outputFile', report, `test/${fault.test}.test.ts`],
  ]
  const child = spawn(process.execPath, args, { cwd: directory, stdio: 'ignore', detached: true })
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => {
    // With the servers and browsers that it has started.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    resolve(false)
  }, atMostMs)
  child.once('exit', () => resolve(true))
  const ended = await promise
  clearTimeout(timer)
  return ended ? outcomeIn(await readFile(report, 'utf8').catch(() => '')) : 'did not end'
}

/** A test that fails is what catches a fault; a build that fails, or a file without a test, shows nothing. */
function outcomeIn(report: string): Outcome {
  if (report === '') return 'did not begin'
  const { numPassedTests, numFailedTests }: { numPassedTests: number; numFailedTests: number } =
    JSON.parse(report)
  if (numFailedTests > 0) return 'failed'
  return numPassedTests > 0 ? 'passed' : 'did not begin'
}

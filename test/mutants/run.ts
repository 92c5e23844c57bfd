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

/** `not run`: whatever the reason, nothing was shown. What is caught is told with the test that failed. */
export type Verdict =
  | { kind: 'survived' }
  | { kind: 'caught'; by: string }
  | { kind: 'not run'; why: string }

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
      if (whole.kind !== 'passed') return { kind: 'not run', why: `without it, ${said(whole)}` }
      const path = join(directory, fault.file)
      const source = await readFile(path, 'utf8')
      if (!fits(source, fault)) return { kind: 'not run', why: 'it does not fit the source' }
      await writeFile(
        path,
        source.replace(fault.find, () => fault.put),
      )
      const outcome = await runTest(directory, fault)
      await writeFile(path, source)
      if (outcome.kind === 'passed') return { kind: 'survived' }
      if (outcome.kind === 'failed') return { kind: 'caught', by: outcome.test }
      return { kind: 'not run', why: `with it, ${said(outcome)}` }
    },
    close: () => rm(directory, { recursive: true, force: true }),
  }
}

export function fits(source: string, { find }: Pick<Fault, 'find'>): boolean {
  return source.split(find).length === 2
}

type Outcome =
  | { kind: 'passed' | 'did not begin' | 'did not end' }
  | { kind: 'failed'; test: string }

const said = (outcome: Outcome) =>
  outcome.kind === 'failed' ? `“${outcome.test}” failed` : `its test ${outcome.kind}`

/** Runs the one test file that is named for a fault, up to the first test that fails, and nothing else. */
async function runTest(directory: string, fault: Fault): Promise<Outcome> {
  const report = join(directory, 'report.json')
  await rm(report, { force: true })
  const args = [
    ...[join(checkout, 'node_modules/vitest/vitest.mjs'), 'run', '--project', projectOf(fault)],
    ...['--reporter', 'json', '--outputFile', report, '--bail', '1'],
    `test/${fault.test}.test.ts`,
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
  return ended ? outcomeIn(await readFile(report, 'utf8').catch(() => '')) : { kind: 'did not end' }
}

interface Report {
  testResults: { assertionResults: { status: string; fullName: string }[] }[]
}

/** A test that fails is what catches a fault; a build that fails, or a file without a test, shows nothing. */
function outcomeIn(report: string): Outcome {
  if (report === '') return { kind: 'did not begin' }
  const { testResults }: Report = JSON.parse(report)
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const failed = tests.find(({ status }) => status === 'failed')
  if (failed) return { kind: 'failed', test: failed.fullName.trim() }
  return { kind: tests.some(({ status }) => status === 'passed') ? 'passed' : 'did not begin' }
}

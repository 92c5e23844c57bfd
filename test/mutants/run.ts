import { spawn } from 'node:child_process'
import { once } from 'node:events'
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
  const sound = new Map<string, Outcome>()
  /** What of the build is not of the source as it is. */
  let stale: Part = 'all'

  /** Builds what has to be, and no more: the page takes twice as long as the server. */
  async function test(fault: Fault, touched: Part): Promise<Outcome> {
    if (projectOf(fault) === 'unit') return runTest(directory, fault)
    const part = larger(stale, touched)
    stale = touched
    const isBuilt = await build(directory, part)
    if (!isBuilt) stale = 'all'
    return isBuilt ? runTest(directory, fault) : { kind: 'did not begin' }
  }

  return {
    async tryOut(fault: Fault): Promise<Verdict> {
      const asked = [fault.test, fault.sentence].join()
      const whole = sound.get(asked) ?? (await test(fault, 'nothing'))
      sound.set(asked, whole)
      if (whole.kind !== 'passed') return { kind: 'not run', why: `without it, ${said(whole)}` }
      const path = join(directory, fault.file)
      const source = await readFile(path, 'utf8')
      if (!fits(source, fault)) return { kind: 'not run', why: 'it does not fit the source' }
      await writeFile(
        path,
        source.replace(fault.find, () => fault.put),
      )
      const outcome = await test(fault, partOf(fault))
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

/** What of the build a fault is in. */
type Part = 'nothing' | 'server' | 'all'

const larger = (a: Part, b: Part): Part => {
  if (a === 'all' || b === 'all') return 'all'
  return a === 'server' ? a : b
}

const partOf = ({ file }: Fault): Part => (file.startsWith('src/server/') ? 'server' : 'all')

async function build(directory: string, part: Part): Promise<boolean> {
  if (part === 'nothing') return true
  const args = part === 'server' ? [part] : []
  const child = spawn(process.execPath, ['scripts/build.ts', ...args], {
    cwd: directory,
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'production', BUDGET: 'off' },
  })
  const [code] = await once(child, 'exit')
  return code === 0
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
    ...(fault.sentence === undefined ? [] : ['-t', RegExp.escape(fault.sentence)]),
    `test/${fault.test}.test.ts`,
  ]
  const child = spawn(process.execPath, args, {
    cwd: directory,
    stdio: 'ignore',
    detached: true,
    // It would build all of it once more.
    env: { ...process.env, TEST_BUILT: 'yes' },
  })
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

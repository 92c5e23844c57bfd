import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { describeMachine, findCores } from './machine.ts'
import { startGenerator, startServer } from './processes.ts'
import type { Bench, Line, Part } from './row.ts'
import { rowsNamed } from './rows.ts'
import { printLine, printTitle } from './table.ts'
import { createWorld, type World } from './worlds.ts'

const data = join(import.meta.dirname, '.data/')
const quickly = 1 / 3

const options = new Command('bench')
  .description('Measures Parlor against bare node:http and bare SQLite, all in one run.')
  .option('--rows <names>', 'only these rows, separated by commas')
  .option('--quick', 'a third of the time for each row: rougher numbers')
  .option('--part <k/n>', 'of a row with many lines, such as floods, the k-th of n parts', partOf)
  .option('--soak', 'also the ten minutes of the soak')
  .option('--json <file>', 'where to write everything that was measured', 'bench-results.json')
  .parse()
  .opts<{ rows?: string; quick?: true; part?: Part; soak?: true; json: string }>()

// A library that is loaded here ends the process with 0 as soon as nothing is left to wait for, though
// a row may never have been finished.
let done = false
process.on('exit', () => {
  if (done) return
  console.error('The bench has ended before it was done.')
  process.exitCode = 1
})

const cores = findCores()
const generator = await startGenerator(cores.generator)
const worlds = new Map<string, Promise<World>>()
const bench: Bench = {
  cores,
  generator,
  data,
  seconds: (full) => (options.quick ? full * quickly : full),
  quick: options.quick === true,
  part: options.part ?? { number: 1, of: 1 },
  anotherGenerator: (options) => startGenerator(cores.generator, options),
  world(...sizes) {
    const name = JSON.stringify(sizes)
    const world = worlds.get(name) ?? createWorld(data, sizes)
    worlds.set(name, world)
    return world
  },
  parlor: (world, serverOptions) =>
    startServer('bin/parlor.js', ['start', '--workers', String(serverOptions?.workers ?? 1)], {
      // As `npm start` has it.
      flags: ['--max-semi-space-size=8'],
      core: cores.server,
      ...serverOptions,
      env: { DATABASE_URL: world.databaseUrl, RATE_LIMITS: 'off', ...serverOptions?.env },
    }),
  bareHttp: () => startServer('bench/reference/bare-http.ts', [], { core: cores.server }),
}

printTitle(describeMachine(cores))
const results: { name: string; lines: Line[]; numbers: object }[] = []
try {
  for (const row of rowsNamed(options)) {
    const outcome = await row.measure(bench)
    results.push({ name: row.name, ...outcome })
    for (const line of outcome.lines) printLine(line)
  }
} finally {
  await generator.stop()
  await rm(data, { recursive: true, force: true })
}
const machine = describeMachine(cores)
await writeFile(options.json, `${JSON.stringify({ machine, at: new Date(), results }, null, 2)}\n`)
done = true
if (results.some(({ lines }) => lines.some((line) => line.pass === false))) process.exitCode = 1

/** @throws InvalidArgumentError */
function partOf(text: string): Part {
  const [, number, of] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? []
  if (!number || !of || number > of) throw new InvalidArgumentError('It is written like 2/5.')
  return { number, of }
}

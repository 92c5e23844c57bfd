import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { checkMutants } from '../simulation/mutation-check.ts'
import type { Fault } from './fault.ts'
import { areas } from './list.ts'
import { aWorkshop } from './run.ts'

const { values } = parseArgs({
  options: {
    /** One of those of `list.ts`, or simulation. */
    area: { type: 'string' },
    /** Only those whose name contains this. */
    name: { type: 'string', default: '' },
    /** Only those whose file, or whose test, differs from another commit, `main` unless it is said. */
    changed: { type: 'boolean', default: false },
    since: { type: 'string', default: 'main' },
    /** All of them: that takes hours. */
    all: { type: 'boolean', default: false },
    /** Shows which would be tried, and tries none. */
    list: { type: 'boolean', default: false },
  },
})

const isSimulation = values.area === 'simulation'
if (values.area !== undefined && !isSimulation && !(values.area in areas)) {
  const known = [...Object.keys(areas), 'simulation'].join(', ')
  throw new Error(`There is no area ${values.area}, but: ${known}.`)
}
const chosen = isSimulation ? [] : choose()
if (!isSimulation && !values.all && !values.area && !values.name && !values.changed) {
  console.log('Say which: --area NAME, --name WORDS, --changed, or --all.')
  process.exitCode = 1
} else if (values.list) {
  for (const { area, name, test } of chosen) console.log(`${area}: ${name} (${test})`)
  console.log(`${chosen.length} faults.`)
} else {
  if (chosen.length > 0) await tryAll()
  if (isSimulation || values.all) {
    const found = await checkMutants({ engine: 'sqlite', processes: 1 }, 1, values.name)
    if (!found) process.exitCode = 1
  }
}

function choose(): (Fault & { area: string })[] {
  const files = values.changed ? changedFiles() : undefined
  return Object.entries(areas).flatMap(([area, faults]) =>
    faults.flatMap((fault) => {
      const isMeant = (values.area ?? area) === area && fault.name.includes(values.name)
      const isChanged = files === undefined || touched(fault).some((file) => files.has(file))
      return isMeant && isChanged ? [{ ...fault, area }] : []
    }),
  )
}

/** The file that a fault is in, and the one that is to catch it. */
function touched({ file, test }: Fault): string[] {
  return [file, `test/${test}.test.ts`]
}

function changedFiles(): Set<string> {
  const args = ['diff', '--name-only', values.since]
  return new Set(execFileSync('git', args, { encoding: 'utf8' }).split('\n'))
}

function percent(part: number, of: number): number {
  return Math.round((100 * part) / of)
}

async function tryAll(): Promise<void> {
  const counts = { caught: 0, survived: 0, 'not run': 0 }
  const workshop = await aWorkshop()
  try {
    for (const fault of chosen) {
      const verdict = await workshop.tryOut(fault)
      counts[verdict.kind] += 1
      const why = verdict.kind === 'not run' ? `: ${verdict.why}` : ''
      const by = verdict.kind === 'caught' ? `: ${verdict.by}` : ''
      console.log(
        `${verdict.kind.padEnd(10)}  ${fault.area}: ${fault.name} (${fault.test})${why}${by}`,
      )
    }
  } finally {
    await workshop.close()
  }
  const { caught, survived } = counts
  console.log(
    Object.entries(counts)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', '),
  )
  const tried = caught + survived
  if (tried > 0) console.log(`Of those that were tried, ${percent(caught, tried)} % were caught.`)
  // A run that tried nothing shows nothing.
  if (survived > 0 || tried === 0) process.exitCode = 1
}

import { parseArgs } from 'node:util'
import startPostgres from '../support/postgres.ts'
import type { Place } from './environment.ts'
import { checkMutants } from './mutation-check.ts'
import { simulate } from './run.ts'

const { values } = parseArgs({
  options: {
    /** The same seed gives the same stories; without it, one is drawn and printed. */
    seed: { type: 'string' },
    /** sqlite, or postgres: of one's own, at TEST_DATABASE_URL, or else one from npm. */
    engine: { type: 'string', default: 'sqlite' },
    /** How many processes of the server there are on PostgreSQL. */
    processes: { type: 'string', default: '3' },
    steps: { type: 'string', default: '20000' },
    /** One story of a seed, as the report of a failure names it. */
    path: { type: 'string' },
    /** Reports the first story that goes wrong as it is, without looking for a shorter one. */
    'as-is': { type: 'boolean', default: false },
    /** Looks for deliberate bugs instead, each in a copy of the source. */
    mutants: { type: 'boolean', default: false },
    /** With --mutants: only those whose name contains this. */
    only: { type: 'string' },
  },
})
const place = placeOf(values)
const stopPostgres = place.engine === 'postgres' ? await startPostgres() : undefined
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))

if (values.mutants) {
  if (!(await checkMutants(place, seed, values.only))) process.exitCode = 1
} else {
  const start = performance.now()
  const { path } = values
  const { stories, steps, failure } = await simulate({
    place,
    seed,
    steps: Number(values.steps),
    shorten: !values['as-is'],
    ...(path !== undefined && { path }),
  })
  const took = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`Seed ${seed}: ${stories} stories, ${steps} steps, ${took} s.`)
  if (failure !== undefined) {
    console.log(`\n${failure}`)
    process.exitCode = 1
  }
}
await stopPostgres?.()

function placeOf({ engine, processes }: { engine: string; processes: string }): Place {
  switch (engine) {
    case 'sqlite':
      return { engine, processes: 1 }
    case 'postgres':
      return { engine, processes: Number(processes) }
    default:
      throw new Error(`--engine is sqlite or postgres, and not ${engine}.`)
  }
}

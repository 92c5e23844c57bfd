import { parseArgs } from 'node:util'
import { checkMutants } from './mutation-check.ts'
import { simulate } from './run.ts'

const { values } = parseArgs({
  options: {
    /** The same seed gives the same stories; without it, one is drawn and printed. */
    seed: { type: 'string' },
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
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))

if (values.mutants) {
  if (!(await checkMutants(seed, values.only))) process.exitCode = 1
} else {
  const start = performance.now()
  const { path } = values
  const { stories, steps, failure } = await simulate({
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

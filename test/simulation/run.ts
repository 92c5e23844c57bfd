import fc from 'fast-check'
import { openEnvironment, type Place } from './environment.ts'
import { operations } from './operations.ts'
import { type Plot, type Step, tell } from './story.ts'

export interface Plan {
  place: Place
  /** The same seed gives the same stories. */
  seed: number
  /** How many steps to simulate, over as many stories as that takes. */
  steps: number
  /** Leads to one story of a seed, as the report of a failure names it. */
  path?: string
  /** Looks for the shortest story that shows what broke; true unless told otherwise. */
  shorten?: boolean
}

export interface Result {
  stories: number
  steps: number
  /** What went wrong, as a story to read; undefined if nothing did. */
  failure?: string
}

/** Steps in the longest story, and stories that are drawn from one seed. */
const longest = 80
const storiesPerSeed = 25

/** Tells random stories until enough steps were taken, or something broke. */
export async function simulate({
  place,
  seed,
  steps,
  path,
  shorten = true,
}: Plan): Promise<Result> {
  const environment = await openEnvironment(place)
  const result: Result = { stories: 0, steps: 0 }
  let broken = false
  const property = fc.asyncProperty(stories, async (story) => {
    // Enough was told, unless a shorter story is looked for.
    if (result.steps >= steps && !broken) return
    const told = await tell(environment, story)
    result.stories += 1
    result.steps += told.steps
    broken ||= told.breach !== undefined
    if (told.breach !== undefined) throw new Untrue(told.sentences, told.breach)
  })
  try {
    for (let next = seed; result.steps < steps; next += 1) {
      const run = await fc.check(property, {
        seed: next,
        numRuns: storiesPerSeed,
        endOnFailure: !shorten,
        ...(path !== undefined && { path }),
      })
      if (run.failed) return { ...result, failure: reportOf(run, place) }
      if (path !== undefined) break
    }
    return result
  } finally {
    await environment.close()
  }
}

class Untrue extends Error {
  readonly sentences: string[]

  constructor(sentences: string[], cause: unknown) {
    super('A story went wrong', { cause })
    this.sentences = sentences
  }
}

const steps: fc.Arbitrary<Step> = fc.record({
  operation: fc.oneof(
    ...Object.entries(operations).map(([name, { weight }]) => ({
      weight,
      arbitrary: fc.constant(name),
    })),
  ),
  a: fc.nat(11),
  b: fc.nat(3),
})
const stories: fc.Arbitrary<Plot> = fc.record({
  steps: fc.array(steps, { maxLength: longest, size: 'max' }),
  // It takes as many steps as five that are hurried.
  patient: fc.nat(11).map((each) => each === 11),
})

function reportOf(run: fc.RunDetails<[Plot]>, { engine, processes }: Place): string {
  const { errorInstance: error } = run
  if (!(error instanceof Untrue)) return String(error)
  const { cause } = error
  return [
    ...error.sentences.map((sentence) => `  - ${sentence}`),
    '',
    cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    '',
    `See it again: npm run simulate -- --engine ${engine} --processes ${processes} --seed ${run.seed} --path ${run.counterexamplePath}`,
  ].join('\n')
}

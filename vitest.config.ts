import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const tally = process.env.TALLY_FILE
// Each server that a test starts loads its writer's thread anew: compiled once, as in `bin/parlor.js`.
process.env.NODE_COMPILE_CACHE ??= new URL('node_modules/.cache/parlor', import.meta.url).pathname
/** What has to hold on every database. */
const contract = ['test/{http,contract}/**/*.test.ts']
/** Of it, what is most likely to go wrong between processes; `npm run test:processes` runs nearly all. */
const between = ['convergence', 'deleted-room', 'me-room']
const onSeveral =
  process.env.PROCESSES === 'all' ? contract : between.map((name) => `test/http/${name}.test.ts`)
/** What is about one process: its address, its limits, its lock on the database. */
const ofOne = ['cross-site', 'proxy', 'rate-limits', 'storage']
/** What would be the same on any database. */
const ofHttpAlone = ['cross-site', 'headers', 'openapi', 'proxy', 'rate-limits'].map(
  (name) => `test/http/${name}.test.ts`,
)
const notOnSeveral = ofOne.map((name) => `test/http/${name}.test.ts`)

/** Files that take long, begun first: nothing else is left to do while the last one runs. */
const long = ['faults/fleet', 'faults/', 'e2e/', 'commands/', 'simulation/']

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((name) => moduleId.includes(`/test/${name}`))
      return at === -1 ? long.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  test: {
    // More than there are cores on a small machine: browser and fault tests mostly wait.
    maxWorkers: 6,
    sequence: { sequencer: LongFirst },
    // Files share their process and what it has loaded: each starts servers and data of its own.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { interval: 50, timeout: 15_000 } },
    reporters: tally === undefined ? ['default'] : ['default', './test/tally.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/{domain,protocol,web}/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'commands',
          include: ['test/commands/**/*.test.ts'],
          globalSetup: './test/postgres.ts',
        },
      },
      { extends: true, test: { name: 'http (sqlite)', include: contract } },
      {
        extends: true,
        test: {
          name: 'http (postgres)',
          include: contract,
          exclude: ofHttpAlone,
          env: { TEST_ENGINE: 'postgres' },
          globalSetup: './test/postgres.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'http (sqlite, 3 processes)',
          include: onSeveral,
          exclude: notOnSeveral,
          env: { TEST_PROCESSES: '3' },
        },
      },
      {
        extends: true,
        test: {
          name: 'http (postgres, 3 processes)',
          include: onSeveral,
          exclude: notOnSeveral,
          env: { TEST_ENGINE: 'postgres', TEST_PROCESSES: '3' },
          globalSetup: './test/postgres.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          globalSetup: './test/postgres.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          // A server is started many times over, and clients wait out their pauses.
          testTimeout: 300_000,
          expect: { poll: { interval: 50, timeout: 90_000 } },
          globalSetup: ['./test/e2e/chromium.ts', './test/postgres.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: './test/e2e/chromium.ts',
        },
      },
    ],
  },
})

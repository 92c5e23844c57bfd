import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { temporaryDirectory } from './test/support/temporary.ts'

const tally = process.env.TALLY_FILE
// Each server that a test starts loads its writer's thread anew: compiled once, as in `bin/parlor.js`.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/parlor')
const disk = tmpdir()
process.env.TMPDIR = temporaryDirectory()
/** What has to hold on every database. */
const contract = ['test/{http,contract}/**/*.test.ts']
/** Of it, what is about hearing of each other; `npm run test:processes` runs nearly all. */
const between = ['convergence', 'deleted-room', 'news-convergence', 'replay'].map(
  (name) => `test/http/${name}.test.ts`,
)
/** What is about one process: its address, its limits, its lock on the database. */
const ofOne = [
  'attacks',
  'base-path',
  'cookies',
  'hosts',
  'unreadable',
  'web-servers',
  'cross-site',
  'every-answer',
  'proxy',
  'rate-limits',
  'storage',
]
/** What would be the same on any database, at any time. */
const ofHttpAlone = [
  'attacks',
  'base-path',
  'hosts',
  'unreadable',
  'web-servers',
  'cross-site',
  'every-answer',
  'floods',
  'headers',
  'openapi',
  'proxy',
  'rate-limits',
  'smuggling',
].map((name) => `test/http/${name}.test.ts`)
/** What another database could hardly change: `npm run test:processes` has it on PostgreSQL, too. */
const likeOnAny = [
  'cookies',
  'devices',
  'downloads',
  'file-stores',
  'first-load',
  'guessing',
  'inside',
  'instance',
  'instance-picture',
  'large-answers',
  'late-bodies',
  'passwords',
  'pictures',
  'pipelining',
  'presence',
  'push',
  'push-subscriptions',
  'unread',
  'uploading',
].map((name) => `test/http/${name}.test.ts`)
/** What `npm run test:quick` leaves to `npm test`: long waits, floods, and what stands around Parlor. */
const notQuick = [
  ...['base-path', 'cookies', 'cross-site', 'file-stores', 'first-storey', 'floods', 'guessing'],
  ...['hosts', 'inside', 'instance', 'instance-picture', 'large-answers', 'late-bodies'],
  ...['news-convergence', 'passwords', 'pictures', 'presence', 'proxy', 'push'],
  ...[
    'push-services',
    'push-subscriptions',
    'rate-limits',
    'smuggling',
    'storage',
    'uploading',
    'web-servers',
  ],
]
  .map((name) => `test/http/${name}.test.ts`)
  .concat('test/contract/jobs.test.ts')
const notOnSeveral = ofOne.map((name) => `test/http/${name}.test.ts`)

/** Files that take long, begun first: nothing else is left to do while the last one runs. */
const long = [
  'http/late-bodies',
  'http/floods',
  'http/file-stores',
  'http/push',
  'http/guessing',
  'contract/jobs',
  'commands/package',
  'commands/folders',
  'faults/fleet',
  'faults/',
  'simulation/',
  'e2e/start',
  'e2e/accessibility',
  'e2e/megabyte',
  'e2e/updates',
  'e2e/room',
  'e2e/',
  'commands/',
]

/** While some wait, for browsers, processes and pauses, others have the processor. */
const workers = { maxWorkers: 6 }

const install = (whole: boolean) => ({
  extends: true as const,
  test: {
    name: 'install',
    include: ['test/install/**/*.test.ts'],
    globalSetup: './test/support/built.ts',
    env: { INSTALL: whole ? 'whole' : '' },
  },
})

/** The flows in one browser after the other: a second one would only take the processor from the first. */
const inBrowsers = (['chromium', 'firefox', 'webkit'] as const).map((browserName, at) => ({
  extends: true as const,
  test: {
    name: `browsers (${browserName})`,
    include: ['test/browsers/flows/**/*.test.ts'],
    maxWorkers: 1,
    sequence: { groupOrder: 1 + at },
    testTimeout: 120_000,
    provide: { browserName },
    globalSetup:
      browserName === 'chromium'
        ? ['./test/support/built.ts', './test/e2e/chromium.ts']
        : ['./test/support/built.ts'],
  },
}))

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((name) => moduleId.includes(`/test/${name}`))
      return at === -1 ? long.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}

/**
 * `--mode thorough`: all of a project of which `npm test` runs a part. `--mode install` has a project that
 * `npm test` has not: what it does is to run `npm test`; nor has it those of `--mode browsers`, for which
 * the machine needs to have browsers. `--mode quick`: what says within a minute whether something broke.
 */
export default defineConfig(({ mode }) => ({
  test: {
    sequence: { sequencer: LongFirst },
    // Files share their process and what it has loaded: each starts servers and data of its own.
    isolate: false,
    // As the server runs, not rewritten for tests.
    server: { deps: { external: [/\/dist\/server\//] } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { interval: 50, timeout: 30_000 } },
    reporters: tally === undefined ? ['default'] : ['default', './test/support/tally.ts'],
    projects: [
      ...(mode.startsWith('install') ? [install(mode === 'install-whole')] : []),
      ...(mode === 'browsers' ? inBrowsers : []),
      {
        extends: true,
        test: {
          ...workers,
          name: 'unit',
          include: ['test/{domain,protocol,web}/**/*.test.ts'],
          // Read, and not left out: what is said of colours is true of the style sheet.
          css: true,
        },
      },
      {
        extends: true,
        test: {
          ...workers,
          name: 'commands',
          include: ['test/commands/**/*.test.ts'],
          globalSetup: [
            './test/support/built.ts',
            './test/support/postgres.ts',
            './test/support/made.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          ...workers,
          name: 'http (sqlite)',
          include: contract,
          exclude: mode === 'quick' ? notQuick : [],
          globalSetup: ['./test/support/built.ts', './test/support/made.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...workers,
          name: 'http (postgres)',
          include: contract,
          // What three processes do on PostgreSQL need not be done by one as well.
          exclude: mode === 'thorough' ? ofHttpAlone : [...ofHttpAlone, ...likeOnAny, ...between],
          env: { TEST_ENGINE: 'postgres' },
          globalSetup: [
            './test/support/built.ts',
            './test/support/postgres.ts',
            './test/support/made.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          ...workers,
          name: 'http (sqlite, 3 processes)',
          include: mode === 'thorough' ? contract : between,
          exclude: notOnSeveral,
          env: { TEST_PROCESSES: '3' },
          globalSetup: ['./test/support/built.ts', './test/support/made.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...workers,
          name: 'http (postgres, 3 processes)',
          include: mode === 'thorough' ? contract : between,
          exclude: notOnSeveral,
          env: { TEST_ENGINE: 'postgres', TEST_PROCESSES: '3' },
          globalSetup: [
            './test/support/built.ts',
            './test/support/postgres.ts',
            './test/support/made.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          ...workers,
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          globalSetup: './test/support/postgres.ts',
        },
      },
      {
        extends: true,
        test: {
          ...workers,
          name: 'faults',
          // What is said of disks is tried on one.
          env: { FAULTS: mode === 'thorough' ? 'all' : '', TMPDIR: disk },
          include: ['test/faults/**/*.test.ts'],
          // A server is started many times over, and clients wait out their pauses.
          testTimeout: 300_000,
          expect: { poll: { interval: 50, timeout: 90_000 } },
          globalSetup: [
            './test/support/built.ts',
            './test/e2e/chromium.ts',
            './test/support/postgres.ts',
            './test/support/made.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          ...workers,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // The first test of each worker starts a server and a browser, six at once.
          testTimeout: 120_000,
          globalSetup: [
            './test/support/built.ts',
            './test/support/made.ts',
            './test/e2e/chromium.ts',
          ],
        },
      },
    ],
  },
}))

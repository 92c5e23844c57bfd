import { defineConfig } from 'vitest/config'

const tally = process.env.TALLY_FILE

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { interval: 50, timeout: 15_000 } },
    reporters: tally === undefined ? ['default'] : ['default', './test/tally.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/{domain,protocol,web}/**/*.test.ts'] },
      },
      { extends: true, test: { name: 'http', include: ['test/{http,commands}/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'simulation', include: ['test/simulation/**/*.test.ts'] },
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

import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { aDirectory } from '../support/examples.ts'
import { aFreshClone, expectEnd, expectPage, install } from './clone.ts'
import { toolsOf } from './tools.ts'

/** npm 12 does not run on Node.js 20. */
const grid = [
  ['node-20', 'npm-11'],
  ['node-22', 'npm-11'],
  ['node-22', 'npm-12'],
  ['node-24', 'npm-11'],
  ['node-24', 'npm-12'],
  ['node-26', 'npm-11'],
  ['node-26', 'npm-12'],
] as const
/** On both databases and in the browser; `npm run test:install:whole` leaves nothing out. */
const part = ['--', 'test/http/rooms.test.ts', 'test/e2e/rooms.test.ts']
const whole = process.env.INSTALL === 'whole'

const isLinux = process.platform === 'linux' && process.arch === 'x64'
describe.skipIf(!isLinux)('a fresh clone, with an empty cache', () => {
  test.for(grid)(
    'is installed, started and tested by %s with %s',
    {
      timeout: (whole ? 60 : 20) * 60_000,
    },
    async ([node, npm]) => {
      const clone = await aFreshClone(await toolsOf(node, npm))
      const said = await install(clone, ['ci'], {
        npm_config_cache: join(await aDirectory(), 'cache'),
      })
      expect(said).not.toMatch(/install-scripts|allow-scripts/i)
      const started = clone.npm(['start'])
      await expectPage(started)
      await expectEnd(started)
      const tests = clone.npm(['test', ...(whole ? [] : part)])
      expect(await tests.exitCode(), tests.lines.join('\n')).toBe(0)
      expect(tests.lines.join('\n')).toMatch(/Tests .*passed/)
    },
  )
})

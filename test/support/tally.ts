import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/**
 * Writes `N passed, N failed` to the file that TALLY_FILE names. A file that did not load, a hook
 * that threw and an error outside every test count as failed too, so that none can hide.
 */
export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errorsOutsideTests: readonly unknown[]): void {
    let passed = 0
    let failed = errorsOutsideTests.length
    for (const module of modules) {
      failed += module.errors().length
      for (const suite of module.children.allSuites()) failed += suite.errors().length
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed += 1
        if (state === 'failed') failed += 1
      }
    }
    writeFileSync(process.env.TALLY_FILE ?? 'tally.log', `${passed} passed, ${failed} failed\n`)
  }
}

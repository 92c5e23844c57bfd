import { spawnSync } from 'node:child_process'
import type { TestProject } from 'vitest/node'

/**
 * Builds the page and the server before the tests of a run that use them, and before they are run again:
 * what is tested is what the sources say now.
 */
export default function buildForTests(project: TestProject): void {
  // Once for all projects.
  if (process.env.TEST_BUILT !== undefined) return
  process.env.TEST_BUILT = 'yes'
  build()
  project.onTestsRerun(async () => build())
}

function build(): void {
  // As for everybody, where Vitest would have it built for tests.
  const env = { ...process.env, NODE_ENV: 'production' }
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit', env })
  if (status !== 0) throw new Error('The build has failed.')
}

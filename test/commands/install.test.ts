import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { anEmptyFolder, expectPage, install } from '../install/clone.ts'
import { NotReachable, newestTools } from '../install/tools.ts'
import { aDirectory } from '../support/examples.ts'
import { run } from '../support/running.ts'

const checkout = join(import.meta.dirname, '../..')
const description = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'))

// A fresh clone, and other versions: npm run test:install.
test('npm 12 on the newest Node.js installs the package, with no more than it needs', {
  timeout: 300_000,
}, async ({ skip }) => {
  try {
    const directory = await aDirectory()
    const pack = run('npm', ['pack', '--ignore-scripts', '--pack-destination', directory], checkout)
    expect(await pack.exitCode(), pack.lines.join('\n')).toBe(0)
    const folder = await anEmptyFolder(await newestTools())
    const said = await install(folder, ['install', join(directory, 'parlor-0.1.0.tgz')])
    // No script that it did not run, no version that it does not like.
    expect(said).not.toMatch(/install-scripts|allow-scripts|EBADENGINE|deprecated/i)
    const { dependencies, devDependencies } = description
    expect(Object.keys(dependencies).filter((name) => !folder.has(name))).toEqual([])
    // No Chromium, no PostgreSQL, no build tools.
    expect(Object.keys(devDependencies).filter((name) => folder.has(name))).toEqual([])
    await expectPage(folder.npm(['exec', 'parlor']))
  } catch (error) {
    if (error instanceof NotReachable) skip('npm cannot reach its registry.')
    throw error
  }
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { aFreshClone, expectEnd, expectPage, install } from './clone.ts'
import { NotReachable, newestTools } from './tools.ts'

const description = JSON.parse(readFileSync('package.json', 'utf8'))

// Its last step is in test/commands/package.test.ts, too.
test('npm 12 on the newest Node.js installs, starts and packs a fresh clone, and installs the package', {
  timeout: 300_000,
}, async ({ skip }) => {
  try {
    const clone = await aFreshClone(await newestTools())
    const said = await install(clone, ['ci'])
    // No script that it did not run, no version that it does not like.
    expect(said).not.toMatch(/install-scripts|allow-scripts|EBADENGINE|deprecated/i)
    const started = clone.npm(['start'])
    await expectPage(started)
    await expectEnd(started)
    // As “npx parlor initdb” does, where nothing but the checkout is installed.
    const command = clone.npm(['exec', 'parlor', 'initdb'])
    expect(await command.exitCode(), command.lines.join('\n')).toBe(0)
    expect(command.lines.at(-1)).toBe('Already up to date.')

    const packing = clone.npm(['pack', '--ignore-scripts', '--pack-destination', '..'])
    expect(await packing.exitCode(), packing.lines.join('\n')).toBe(0)
    const elsewhere = await clone.elsewhere()
    await install(elsewhere, ['install', '../parlor-0.1.0.tgz'])
    const { dependencies, devDependencies } = description
    expect(Object.keys(dependencies).filter((name) => !elsewhere.has(name))).toEqual([])
    // No Chromium, no PostgreSQL, no build tools.
    expect(Object.keys(devDependencies).filter((name) => elsewhere.has(name))).toEqual([])
    await expectPage(elsewhere.npm(['exec', 'parlor']))
  } catch (error) {
    if (error instanceof NotReachable) skip('npm cannot reach its registry.')
    throw error
  }
})

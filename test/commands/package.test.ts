import { mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test as base, expect } from 'vitest'
import { anEmptyFolder, expectPage, install } from '../install/clone.ts'
import { NotReachable, newestTools } from '../install/tools.ts'
import { aDirectory, aPerson, aRoom, type WhenOver } from '../support/examples.ts'
import { run, urlOf } from '../support/running.ts'

const checkout = join(import.meta.dirname, '../..')

/** The package, as `npm pack` makes it. */
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it what the fixture needs.
const test = base.extend('archive', { scope: 'file' }, async ({}, { onCleanup }) => {
  const ends: (() => Promise<void>)[] = []
  onCleanup(async () => {
    for (const end of ends.toReversed()) await end()
  })
  const whenOver: WhenOver = (end) => void ends.push(end)
  const directory = await aDirectory(whenOver)
  const parts = ['pack', '--ignore-scripts', '--pack-destination', directory]
  const pack = run('npm', parts, checkout, {}, whenOver)
  expect(await pack.exitCode(), pack.lines.join('\n')).toBe(0)
  const archives = (await readdir(directory)).filter((name) => name.endsWith('.tgz'))
  expect(archives).toEqual(['parlor-0.1.0.tgz'])
  return join(directory, 'parlor-0.1.0.tgz')
})

test('the package holds all that Parlor needs, and runs where packages are: under node_modules, in any folder', {
  timeout: 120_000,
}, async ({ archive }) => {
  const directory = join(await aDirectory(), 'Téléchargements/50% off/a#b')
  const parlor = join(directory, 'node_modules/parlor')
  await mkdir(parlor, { recursive: true })
  const unpacking = run('tar', ['-xzf', archive, '--strip-components=1', '-C', parlor], directory)
  expect(await unpacking.exitCode()).toBe(0)
  expect(await readdir(parlor)).not.toContain('src')
  const { dependencies } = await described(parlor)
  for (const name of Object.keys(dependencies)) {
    const place = join(directory, 'node_modules', name)
    await mkdir(dirname(place), { recursive: true })
    await symlink(join(checkout, 'node_modules', name), place)
  }

  const command = join(parlor, 'bin/parlor.js')
  const server = run(process.execPath, [command, '--workers', '2'], directory)
  const place = { url: await urlOf(server) }
  expect((await fetch(place.url)).headers.get('content-type')).toMatch(/html/)
  const anna = await aPerson(place)
  const room = await aRoom(anna)
  expect((await anna.post(room, 'hello')).seq).toBe(1)
  server.signal('SIGTERM')
  expect(await server.exitCode()).toBe(0)
})

// A fresh clone, and other versions: npm run test:install.
test('npm 12 on the newest Node.js installs the package, with no more than it needs', {
  timeout: 300_000,
}, async ({ archive, skip }) => {
  try {
    const folder = await anEmptyFolder(await newestTools())
    const said = await install(folder, ['install', archive])
    // No script that it did not run, no version that it does not like.
    expect(said).not.toMatch(/install-scripts|allow-scripts|EBADENGINE|deprecated/i)
    const { dependencies, devDependencies } = await described(checkout)
    expect(Object.keys(dependencies).filter((name) => !folder.has(name))).toEqual([])
    // No Chromium, no PostgreSQL, no build tools.
    expect(Object.keys(devDependencies).filter((name) => folder.has(name))).toEqual([])
    await expectPage(folder.npm(['exec', 'parlor']))
  } catch (error) {
    if (error instanceof NotReachable) skip('npm cannot reach its registry.')
    throw error
  }
})

/** What the package.json of a folder says. */
async function described(folder: string) {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
}

import { mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { aDirectory, aPerson, aRoom } from '../support/examples.ts'
import { run, urlOf } from '../support/running.ts'

const checkout = join(import.meta.dirname, '../..')

test('the package holds all that Parlor needs, and runs where packages are: under node_modules, in any folder', {
  timeout: 120_000,
}, async () => {
  const directory = join(await aDirectory(), 'Téléchargements/50% off/a#b')
  await mkdir(directory, { recursive: true })
  const pack = run('npm', ['pack', '--ignore-scripts', '--pack-destination', directory], checkout)
  expect(await pack.exitCode(), pack.lines.join('\n')).toBe(0)

  const parlor = join(directory, 'node_modules/parlor')
  await mkdir(parlor, { recursive: true })
  const [archive = ''] = (await readdir(directory)).filter((name) => name.endsWith('.tgz'))
  const unpacking = run('tar', ['-xzf', archive, '--strip-components=1', '-C', parlor], directory)
  expect(await unpacking.exitCode()).toBe(0)
  expect(await readdir(parlor)).not.toContain('src')
  const { dependencies } = JSON.parse(await readFile(join(parlor, 'package.json'), 'utf8'))
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

import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const documents = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'].concat(
  ['guarantees', 'operating', 'performance', 'scaling', 'security'].map(
    (name) => `docs/${name}.md`,
  ),
)

test.for(documents)('every `npm run` that %s names is there to be run', async (name) => {
  const text = await readFile(new URL(name, root), 'utf8')
  const { scripts } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
  const named = [...text.matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map(([, script]) => script)
  expect(named.filter((script) => script !== undefined && !(script in scripts))).toEqual([])
})

/** A program and its words, of which cmd.exe and a POSIX shell make the same. */
const plainCommand = /^(node|npm|vitest|biome|tsc)( ([\w./:=-]+|"[\w ,.()*/:=-]+"))*$/

test('every npm script is one that each shell understands, that of Windows too', async () => {
  const { scripts } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
  const commands = Object.values<string>(scripts).flatMap((script) => script.split(' && '))
  expect(commands.length).toBeGreaterThan(20)
  expect(commands.filter((command) => !plainCommand.test(command))).toEqual([])
})

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { areas } from '../mutants/list.ts'
import { fits } from '../mutants/run.ts'
import { mutants } from '../simulation/mutants.ts'

const root = join(import.meta.dirname, '../..')
const faults = Object.values(areas).flat()

test('every deliberate fault fits the source once, and names a test that there is', async () => {
  const wrong: string[] = []
  for (const fault of faults) {
    const source = await readFile(join(root, fault.file), 'utf8')
    const test = join(root, `test/${fault.test}.test.ts`)
    const isTested =
      existsSync(test) && (await readFile(test, 'utf8')).includes(fault.sentence ?? '')
    if (!fits(source, fault) || !isTested || fault.find === fault.put) wrong.push(fault.name)
  }
  expect(wrong).toEqual([])
})

test('there are enough of them, each with a name of its own', () => {
  const names = [...faults, ...mutants].map(({ name }) => name)
  expect(faults.length).toBeGreaterThanOrEqual(211)
  expect(mutants.length).toBeGreaterThanOrEqual(57)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})

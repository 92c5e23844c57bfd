import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Mutant, mutants } from './mutants.ts'

const checkout = join(import.meta.dirname, '../..')
/** Steps after which a bug that still was not found counts as missed. */
const patience = 60_000

/**
 * Puts each deliberate bug into a copy of the source and lets the simulation look for it.
 * @param only the words that a bug's name has to contain
 * @returns whether all were found
 */
export async function checkMutants(seed: number, only = ''): Promise<boolean> {
  let missed = 0
  const chosen = mutants.filter((mutant) => mutant.name.includes(only))
  for (const mutant of chosen) {
    const verdict = await tryMutant(mutant, seed)
    if (verdict === undefined) missed += 1
    console.log(`${verdict === undefined ? 'MISSED' : 'caught'}  ${mutant.name}`)
    if (verdict !== undefined) console.log(`        ${verdict}`)
  }
  console.log(
    `${chosen.length - missed} of ${chosen.length} deliberate bugs caught (seed ${seed}).`,
  )
  return missed === 0
}

/** What the simulation says of the bug; undefined if it found nothing. */
async function tryMutant(mutant: Mutant, seed: number): Promise<string | undefined> {
  const directory = await mkdtemp(join(tmpdir(), 'parlor-mutant-'))
  try {
    for (const part of ['src', 'test/simulation', 'package.json']) {
      await cp(join(checkout, part), join(directory, part), { recursive: true })
    }
    await symlink(join(checkout, 'node_modules'), join(directory, 'node_modules'))
    for (const { file, find, put } of mutant.patches) {
      const source = await readFile(join(directory, file), 'utf8')
      if (source.split(find).length !== 2) {
        throw new Error(`“${mutant.name}” does not fit ${file} any more: ${find}`)
      }
      await writeFile(
        join(directory, file),
        source.replace(find, () => put),
      )
    }
    const script = join(directory, 'test/simulation/simulate.ts')
    const args = [script, '--seed', String(seed), '--steps', String(patience), '--as-is']
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
    const [found] = output.match(/P\d+ is broken: .*/) ?? []
    // A mutant that does not even run was not found, and shows nothing.
    if (found === undefined && !output.includes('steps'))
      throw new Error(`${mutant.name}: ${errors}`)
    const [steps] = output.match(/\d+ stories, \d+ steps, [\d.]+ s/) ?? []
    return found && `${found.slice(0, 160)} (${steps})`
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

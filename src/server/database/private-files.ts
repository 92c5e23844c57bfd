import { chmodSync, statSync } from 'node:fs'

/** What may not be done by anybody but the owner. */
const others = 0o077

/** From now on, what this process creates is its owner's alone to read and write. */
export function createPrivateFiles(): void {
  process.umask(others)
}

/** The SQLite database at `path`, and what SQLite keeps beside it while it is open. */
export function filesOf(path: string): string[] {
  return [path, `${path}-wal`, `${path}-shm`]
}

/**
 * Takes the files of a SQLite database from everybody but their owner: an older Parlor, or whoever
 * copied them, may have made them readable for all.
 * @param onTrouble hears of files that stay as they are, such as those of another owner.
 */
export function makePrivate(path: string, onTrouble: (error: unknown, file: string) => void): void {
  for (const file of filesOf(path)) {
    try {
      const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0
      // By its name: to open it, and close it again, would take SQLite's locks from this process.
      if ((mode & others) !== 0) chmodSync(file, mode & 0o777 & ~others)
    } catch (error) {
      onTrouble(error, file)
    }
  }
}

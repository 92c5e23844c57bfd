import { statSync } from 'node:fs'
import { every } from './timer.ts'

/** From here on a write-ahead log is worth a word; bytes. Checkpoints keep it at a few megabytes. */
const worthAWord = 64 * 2 ** 20
/** How often it is looked at; ms. */
const lookEvery = 5000

/**
 * Watches the write-ahead log of the SQLite database at `path`. A transaction that reads for long,
 * in whatever process, keeps it from being reset, and then it grows without bound: this is told
 * when it passes a bound, and again each time it has doubled.
 */
export function watchWal(
  path: string,
  tell: (bytes: number) => void,
  failed: (error: unknown) => void,
): { stop(): void } {
  let next = worthAWord
  const look = (): void => {
    const bytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0
    if (bytes < worthAWord) next = worthAWord
    if (bytes < next) return
    tell(bytes)
    next = bytes * 2
  }
  return { stop: every(lookEvery, look, failed) }
}

import { closeSync, fsyncSync, openSync, statSync } from 'node:fs'

/** Waits until a file, or the names in a folder, are on the disk. */
export function flush(path: string): void {
  const isFolder = statSync(path).isDirectory()
  // Windows has no folders that can be opened, and writes their names by itself.
  if (isFolder && process.platform === 'win32') return
  const descriptor = openSync(path, isFolder ? 'r' : 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

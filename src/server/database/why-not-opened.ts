import { accessSync, constants, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Looks at the place of an SQLite database before SQLite does, which says the same of all that can be
 * wrong with it: “unable to open database file”.
 * @throws Error that names the setting and the remedy.
 */
export function refuseUnusablePlace(path: string, setting: string): void {
  if (path === ':memory:') {
    throw refusal(setting, 'Parlor keeps its data in a file. Name one: sqlite:chat.db')
  }
  const file = resolve(path)
  const folder = dirname(file)
  const kind = kindOf(file)
  if (kind === 'folder') {
    throw refusal(setting, `“${file}” is a folder. Name a file in it: sqlite:${path}/chat.db`)
  }
  if (kindOf(folder) === undefined) {
    throw refusal(setting, `the folder “${folder}” does not exist. Make it, or name another.`)
  }
  if (kind === 'file' && !allows(file, constants.R_OK | constants.W_OK)) {
    throw refusal(
      setting,
      `this user may not read and write “${file}”. Change its owner or permissions.`,
    )
  }
  if (!allows(folder, constants.W_OK | constants.X_OK)) {
    throw refusal(
      setting,
      `this user may not make files in the folder “${folder}”, where the database has several. ` +
        'Change its owner or permissions, or name another.',
    )
  }
}

/** What SQLite says of a file that it has opened, in a sentence. */
export function whyNotOpened(error: unknown, path: string, setting: string): unknown {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return error
  const file = resolve(path)
  const kind = /^SQLITE_(NOTADB|CORRUPT)/.exec(error.code)?.[1]
  if (kind === 'NOTADB') {
    return refusal(setting, `“${file}” is not a database. It was left as it is; name another file.`)
  }
  if (kind === 'CORRUPT') {
    return refusal(setting, `“${file}” is damaged. Put a backup back: docs/operating.md says how.`)
  }
  return error.code.startsWith('SQLITE_')
    ? refusal(setting, `“${file}” cannot be used: ${error.message}.`)
    : error
}

function refusal(setting: string, reason: string): Error {
  return new Error(`${setting}: ${reason}`)
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return undefined
  return found.isDirectory() ? 'folder' : 'file'
}

function allows(path: string, mode: number): boolean {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}

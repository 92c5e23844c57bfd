import { readFileSync } from 'node:fs'

/**
 * The database of `DATABASE_URL`, or of the file that `DATABASE_URL_FILE` names: a password in the
 * environment is seen by whoever may look at the process, and one in a command by everybody.
 * @throws Error that names the setting which cannot be used.
 */
export function databaseUrlIn(env: Record<string, string | undefined>): string {
  const { DATABASE_URL: url, DATABASE_URL_FILE: file } = env
  if (url && file) throw new Error('Set DATABASE_URL or DATABASE_URL_FILE, not both.')
  if (file) return urlInFile('DATABASE_URL_FILE', file)
  return checkedUrl('DATABASE_URL', url || 'sqlite:chat.db')
}

/** The database that a file names. @param setting what said that it does. */
export function urlInFile(setting: string, file: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`${setting}: ${reason}`, { cause: error })
  }
  // Most editors end the line; no more than one is expected.
  return checkedUrl(setting, text.trim())
}

/** @throws Error that names the setting, and not the text, which may hold a password. */
export function checkedUrl(setting: string, text: string): string {
  if (!/^(sqlite:.+|postgres(ql)?:\/\/.+)$/.test(text)) {
    throw new Error(`${setting} must be sqlite:PATH or postgres://….`)
  }
  if (text.startsWith('postgres') && !URL.canParse(text)) {
    throw new Error(
      `${setting} must be postgres://USER:PASSWORD@HOST:PORT/NAME, with %23 for # and so on.`,
    )
  }
  return text
}

import type { DialectName } from './migrations/index.ts'

/** Which database a URL names. @throws if it names neither. */
export function dialectOf(url: string): DialectName {
  if (/^sqlite:./.test(url)) return 'sqlite'
  if (/^postgres(ql)?:\/\//.test(url)) return 'postgres'
  throw new Error('DATABASE_URL must be sqlite:PATH or postgres://…')
}

import { limits } from '../../protocol/limits.ts'
import { invalid } from '../../protocol/refusal.ts'

/** How many of the most common passwords, among those long enough, are refused. */
const commonPasswords = 3000

/** @throws Refusal `invalid_input` if the password is too short, long or common. */
export async function checkPassword(password: string): Promise<void> {
  const { min, max } = limits.password
  const length = Array.from(password).length
  if (length < min) throw invalid('password', 'too_short', min)
  if (length > max) throw invalid('password', 'too_long', max)
  if (!password.isWellFormed()) throw invalid('password', 'wrong_form')
  common ??= loadCommonPasswords()
  if ((await common).has(password.toLowerCase())) throw invalid('password', 'too_common')
}

let common: Promise<Set<string>> | undefined

async function loadCommonPasswords(): Promise<Set<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const longEnough = dictionary['passwords-common'].filter((p) => p.length >= limits.password.min)
  return new Set(longEnough.slice(0, commonPasswords).map(String))
}

import { limits } from '../../protocol/limits.ts'
import { invalid } from '../../protocol/refusal.ts'
import { isBlank } from './unseen.ts'

/** How many of the most common passwords, among those long enough, are refused. */
const commonPasswords = 3000
/** A password of so few different characters is a pattern, however long. */
const fewestDifferent = 3
/** Shorter words are in too many good passwords by chance. */
const shortestWord = 4

/** What anybody would try first at a Parlor. */
const ownWords = ['parlor', 'parlour']

/**
 * Which passwords are refused (NIST SP 800-63B-4, 3.1.1.2): no rules on what one consists of, but none
 * that is short, common, or a word of the place. All of it is asked of the password as it is hashed.
 *
 * @param words what guessers would take from where the password is for: the username, names of the host.
 * @returns the password as it is to be hashed: one, however a keyboard composes it.
 * @throws Refusal `invalid_input`
 */
export async function checkedPassword(
  typed: string,
  words: readonly string[],
  field = 'password',
): Promise<string> {
  if (!typed.isWellFormed()) throw invalid(field, 'wrong_form')
  const password = preparedPassword(typed)
  const { min, max } = limits.password
  const points = Array.from(password)
  if (isBlank(password)) throw invalid(field, 'unseen_signs')
  if (points.length < min) throw invalid(field, 'too_short', min)
  if (points.length > max) throw invalid(field, 'too_long', max)
  const plain = password.toLowerCase()
  if (new Set(plain).size < fewestDifferent) throw invalid(field, 'too_simple')
  common ??= loadCommonPasswords()
  if ((await common).has(plain)) throw invalid(field, 'too_common')
  const word = wordOf(plain)
  const isNamed = [...words, ...ownWords].map((each) =>
    wordOf(preparedPassword(each).toLowerCase()),
  )
  if (isNamed.some((name) => isMadeOf(word, name))) throw invalid(field, 'too_simple')
  return password
}

/** One password, however the keyboard composes it (NIST SP 800-63B-4, 3.1.1.2). */
export function preparedPassword(typed: string): string {
  return typed.normalize('NFKC')
}

/** Without what people put around a word to make a password of it: digits, spaces, signs. */
function wordOf(text: string): string {
  return text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '') || text
}

/** Whether it is the name, once or several times. */
function isMadeOf(word: string, name: string): boolean {
  if (Array.from(name).length < shortestWord) return word === name
  return word.includes(name) && !/\p{L}/u.test(word.replaceAll(name, ''))
}

let common: Promise<Set<string>> | undefined

async function loadCommonPasswords(): Promise<Set<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const longEnough = dictionary['passwords-common'].filter((p) => p.length >= limits.password.min)
  return new Set(longEnough.slice(0, commonPasswords).map(String))
}

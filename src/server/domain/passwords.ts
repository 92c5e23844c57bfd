import { hash, verify } from '@node-rs/argon2'
import { limits } from '../../protocol/limits.ts'
import { invalid } from '../../protocol/refusal.ts'

/**
 * OWASP's first recommendation for argon2id (Password Storage Cheat Sheet): 19 MiB, two passes,
 * one lane. The library's default algorithm is argon2id.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** How many of the most common passwords, among those long enough, are refused. */
const commonPasswords = 3000
/** Hashing takes a core for tens of milliseconds: a flood of log-ins may have one, not all. */
const atOnce = 1

export interface Passwords {
  /** A PHC string. @throws Refusal `invalid_input` if the password is too short, long or common. */
  hashNew(password: string): Promise<string>
  /** Takes as long when there is no such account (`undefined`), so that time tells nothing. */
  matches(phc: string | undefined, password: string): Promise<boolean>
}

export function createPasswords(): Passwords {
  const inTurn = createTurns(atOnce)
  let common: Promise<Set<string>> | undefined
  let decoy: Promise<string> | undefined

  return {
    async hashNew(password) {
      const { min, max } = limits.password
      const length = Array.from(password).length
      if (length < min) throw invalid('password', 'too_short', min)
      if (length > max) throw invalid('password', 'too_long', max)
      if (!password.isWellFormed()) throw invalid('password', 'wrong_form')
      common ??= loadCommonPasswords()
      if ((await common).has(password.toLowerCase())) {
        throw invalid('password', 'too_common')
      }
      return inTurn(() => hash(prepared(password), cost))
    },
    async matches(phc, password) {
      decoy ??= inTurn(() => hash('nobody has this password', cost))
      const against = phc ?? (await decoy)
      const matched = await inTurn(() => verify(against, prepared(password)))
      return matched && phc !== undefined
    },
  }
}

/** One password, however the keyboard composes it (NIST SP 800-63B-4, 3.1.1.2). */
function prepared(password: string): string {
  return password.normalize('NFKC')
}

async function loadCommonPasswords(): Promise<Set<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const longEnough = dictionary['passwords-common'].filter((p) => p.length >= limits.password.min)
  return new Set(longEnough.slice(0, commonPasswords).map(String))
}

/** Runs at most `width` tasks at once, the others in the order in which they came. */
function createTurns(width: number) {
  const queue: (() => void)[] = []
  let running = 0
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (running >= width) await new Promise<void>((resolve) => queue.push(resolve))
    else running += 1
    try {
      return await task()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }
}

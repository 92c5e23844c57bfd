import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { createFairQueue } from './fair-queue.ts'
import { preparedPassword } from './password-rules.ts'

/** What a hash takes: KiB, passes over them, and lanes. */
export interface HashingCost {
  memoryCost: number
  timeCost: number
  parallelism: number
}

/**
 * OWASP's first recommendation for argon2id (Password Storage Cheat Sheet): 19 MiB, two passes,
 * one lane. The library's default algorithm is argon2id.
 */
const asOwaspSays: HashingCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/**
 * The library hashes in libuv's pool of four threads, behind which files are read. A hash takes a core
 * for tens of milliseconds: a flood of log-ins may have all cores but one, and leaves a thread free.
 */
const atOnce = () => Math.max(1, Math.min(availableParallelism() - 1, 3))
/** So many are done within two seconds or so by one core. */
const maxWaiting = 64
/** Seconds. */
const retryAfter = 2

/** @param network where a request came from: waiting ones are taken from each network in turn. */
export interface Hashing {
  /** A PHC string. @throws Refusal `unavailable` */
  hash(password: string, network: string): Promise<string>
  /**
   * Takes as long when there is no such account (`undefined`), so that time tells nothing.
   * @throws Refusal `unavailable`
   */
  matches(phc: string | undefined, password: string, network: string): Promise<boolean>
}

/** @param bounded false: everybody waits as long as it takes. */
export function createHashing(bounded: boolean, cost = asOwaspSays): Hashing {
  const queue = createFairQueue(
    atOnce(),
    bounded ? maxWaiting : Number.POSITIVE_INFINITY,
    retryAfter,
    'Too many people are logging in just now.',
  )
  let decoy: Promise<string> | undefined

  return {
    hash: (password, network) => queue.run(network, () => hash(preparedPassword(password), cost)),
    async matches(phc, password, network) {
      decoy ??= hash('nobody has this password', cost)
      const against = phc ?? (await decoy)
      const matched = await queue.run(network, () => verify(against, preparedPassword(password)))
      return matched && phc !== undefined
    },
  }
}

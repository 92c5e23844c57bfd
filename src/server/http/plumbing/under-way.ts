import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../../protocol/refusal.ts'
import type { LivePerson } from '../../domain/live/live-person.ts'
import { refuseSlowly } from './rate-limits.ts'

/**
 * Answers to one person that are being made, or that they have not taken: a browser has six. Each is
 * 256 KB at the most, so whoever reads none of them costs 16 MB, for half a minute.
 */
const atMost = 64

export function isFull(person: LivePerson): boolean {
  return person.underWay >= atMost
}

/** Counts an answer until the client's system has all of it, or the connection is gone. */
export function countUnderWay(person: LivePerson, response: ServerResponse): void {
  person.underWay += 1
  response.once('close', () => {
    person.underWay -= 1
  })
}

/** For routes that need a session. @throws Refusal `too_many_requests` */
export function boundUnderWay(app: FastifyInstance, enabled: boolean): void {
  if (!enabled) return
  app.addHook('onRequest', ({ session: { person } }, { raw }, done) => {
    if (isFull(person)) {
      refuseSlowly(new Refusal('too_many_requests', { retryAfter: 1 })).catch(done)
      return
    }
    countUnderWay(person, raw)
    done()
  })
}

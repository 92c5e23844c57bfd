import type { NewPushSubscription, QuietHours } from '../../protocol/push.ts'
import { invalid } from '../../protocol/refusal.ts'
import type { Database } from '../database/database.ts'
import { system } from '../engine/transaction.ts'
import type { WriteQueue } from '../engine/write-queue.ts'
import { isPoint } from '../push/encrypt.ts'
import type { Internet } from '../push/post.ts'
import { isPrivate } from '../push/public-address.ts'
import { newSenderKey, readSenderKey, type SenderKey } from '../push/sender-key.ts'
import type { LiveSession } from './live/live-person.ts'
import { pushKey, quietHoursOf } from './push.ts'
import type { ParlorVerbs } from './verbs.ts'

/** What people hear of while they do not look, and where. */
export function createNotifying(
  database: Database,
  writeQueue: WriteQueue<ParlorVerbs>,
  internet: Internet | undefined,
) {
  let key: Promise<SenderKey> | undefined

  async function findKey(): Promise<SenderKey> {
    const stored = await pushKey(database.db())
    const made = newSenderKey
    return readSenderKey(stored ?? (await writeQueue.run('keepPushKey', system, { made: made() })))
  }

  return {
    /** By which push services know this Parlor: made when it first runs, and kept. */
    senderKey(): Promise<SenderKey> {
      key ??= findKey().catch((error) => {
        key = undefined
        throw error
      })
      return key
    },

    /** @throws Refusal `invalid_input` for an endpoint that nothing is sent to, and a key for which nothing can be sealed */
    async subscribe(
      { actor }: LiveSession,
      subscription: NewPushSubscription & { origin: string },
    ): Promise<void> {
      if (!isPoint(subscription.keys.p256dh)) throw invalid('keys.p256dh', 'wrong_form')
      if (await isPrivate(subscription.endpoint, internet)) throw invalid('endpoint', 'wrong_form')
      await writeQueue.run('subscribe', actor, subscription)
    },

    unsubscribe({ actor }: LiveSession, args: { endpoint: string }): Promise<void> {
      return writeQueue.run('unsubscribe', actor, args)
    },

    quietHours({ person }: LiveSession): Promise<QuietHours> {
      return quietHoursOf(database.db(), person.id)
    },

    /** @throws Refusal `invalid_input` for a time zone that nobody knows */
    chooseQuietHours({ actor }: LiveSession, args: { quietHours: QuietHours }): Promise<void> {
      return writeQueue.run('chooseQuietHours', actor, args)
    },
  }
}

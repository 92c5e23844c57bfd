import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LivePerson } from '../../domain/live/live-person.ts'

/**
 * Between two large answers to a person; ms. Each is half a megabyte where there are 1,500 rooms: three
 * hundred in a second were a hundred megabytes more of memory until V8 tidied it, and everybody waited for
 * that.
 */
const pause = 20

/** For each person, what the next large answer waits for. */
const lastOf = new WeakMap<LivePerson, Promise<unknown>>()

/**
 * Waits until this large answer can be made: a person's are made one by one, each a moment after the one
 * before was taken. A list of many rooms takes milliseconds, and whoever asks for sixty at once is to keep
 * nobody waiting but themselves.
 */
export async function oneByOne(person: LivePerson, response: ServerResponse): Promise<void> {
  const before = lastOf.get(person)
  const taken = new Promise<void>((resolve) => {
    if (response.closed) resolve()
    else response.once('close', resolve)
  })
  // Who goes away while they wait does not let the next ones pass.
  const over = Promise.all([before, taken]).then(() => sleep(pause, undefined, { ref: false }))
  lastOf.set(person, over)
  void over.then(() => {
    if (lastOf.get(person) === over) lastOf.delete(person)
  })
  await before
}

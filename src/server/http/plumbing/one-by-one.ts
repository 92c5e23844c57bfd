import type { ServerResponse } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LivePerson } from '../../domain/live/live-person.ts'

/** The last large answer that is being made for each person, or that they have not taken. */
const lastOf = new WeakMap<LivePerson, Promise<unknown>>()

/**
 * Waits until this large answer can be made: a person's are made one by one, each when the one before
 * was taken, and never two in one turn of the event loop. A list of many rooms takes milliseconds, and
 * whoever asks for sixty at once is to keep nobody waiting but themselves.
 */
export async function oneByOne(person: LivePerson, response: ServerResponse): Promise<void> {
  const before = lastOf.get(person)
  const taken = new Promise<void>((resolve) => {
    if (response.closed) resolve()
    else response.once('close', resolve)
  })
  // Who goes away while they wait does not let the next ones pass.
  const all = Promise.all([before, taken])
  lastOf.set(person, all)
  void all.then(() => {
    if (lastOf.get(person) === all) lastOf.delete(person)
  })
  if (!before) return
  await before
  await nextTurn()
}

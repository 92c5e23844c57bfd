import type { ServerResponse } from 'node:http'
import type { LivePerson } from '../../domain/live/people.ts'

/**
 * So long after a person's large answer was taken is their next one made; ms. A list of 1,500 rooms takes
 * about one millisecond of the thread that answers everybody, so one person has a tenth of it at the most.
 */
const pause = 10

/** The last large answer that is being made for each person, or that they have not taken. */
const lastOf = new WeakMap<LivePerson, Promise<unknown>>()

/**
 * Waits until this large answer can be made: a person's are made one by one, each a while after the one
 * before was taken. Whoever asks for sixty at once is to keep nobody waiting but themselves.
 */
export async function oneByOne(person: LivePerson, response: ServerResponse): Promise<void> {
  const before = lastOf.get(person)
  const taken = new Promise<void>((resolve) => {
    if (response.closed) resolve()
    else response.once('close', resolve)
  })
  // Who goes away while they wait does not let the next ones pass.
  const over = Promise.resolve(before).then(async () => {
    if (response.closed) return
    await taken
    await new Promise((resolve) => setTimeout(resolve, pause))
  })
  lastOf.set(person, over)
  void over.then(() => {
    if (lastOf.get(person) === over) lastOf.delete(person)
  })
  await before
}

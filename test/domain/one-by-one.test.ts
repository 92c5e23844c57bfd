import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import type { LivePerson } from '../../src/server/domain/live/live-person.ts'
import { oneByOne } from '../../src/server/http/plumbing/one-by-one.ts'

/** Asks for so many long answers at once; `made` are those whose turn has come. */
function longAnswers(person: LivePerson, count: number) {
  const made: number[] = []
  const responses = Array.from({ length: count }, (_, at) => {
    const response = Object.assign(new EventEmitter(), {
      closed: false,
    }) as unknown as ServerResponse
    void oneByOne(person, response).then(() => made.push(at))
    return response
  })
  const taken = (at: number) => void responses[at]?.emit('close')
  return { made, taken }
}

/** A few turns of the event loop, in each of which others could have been answered. */
async function turns(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) await new Promise((resolve) => setImmediate(resolve))
}

const somebody = () => ({ id: 'anna' }) as LivePerson

test('the long answers of a person are made one by one, each when the last was taken', async () => {
  const { made, taken } = longAnswers(somebody(), 3)
  await turns(5)
  expect(made).toEqual([0])
  taken(0)
  // Not in the same turn: whoever else waits is answered first.
  for (let at = 0; at < 20; at += 1) await null
  expect(made).toEqual([0])
  await turns(5)
  expect(made).toEqual([0, 1])
  taken(1)
  await turns(5)
  expect(made).toEqual([0, 1, 2])
})

test('a client that goes away while it waits does not let the next ones pass', async () => {
  const { made, taken } = longAnswers(somebody(), 3)
  taken(1)
  await turns(5)
  expect(made).toEqual([0])
  taken(0)
  await turns(5)
  expect(made).toEqual([0, 1, 2])
})

test('nobody waits for another person', async () => {
  const all = [somebody(), somebody(), somebody()].map((person) => longAnswers(person, 2))
  await turns(5)
  expect(all.map(({ made }) => made)).toEqual([[0], [0], [0]])
})

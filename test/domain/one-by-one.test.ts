import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LivePerson } from '../../src/server/domain/live/people.ts'
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

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Lets all go on that waits for nothing but so many milliseconds. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms)
}

const somebody = () => ({ id: 'anna' }) as LivePerson

test('the long answers of a person are made one by one, each a while after the last was taken', async () => {
  const { made, taken } = longAnswers(somebody(), 3)
  await pass(1000)
  expect(made).toEqual([0])
  taken(0)
  // Whoever else waits is answered meanwhile.
  await pass(9)
  expect(made).toEqual([0])
  await pass(1)
  expect(made).toEqual([0, 1])
  taken(1)
  await pass(10)
  expect(made).toEqual([0, 1, 2])
})

test('one who asks again just when they were answered waits, too', async () => {
  const person = somebody()
  const first = longAnswers(person, 1)
  await pass(0)
  first.taken(0)
  await pass(5)
  const next = longAnswers(person, 1)
  await pass(4)
  expect(next.made).toEqual([])
  await pass(1)
  expect(next.made).toEqual([0])
})

test('a client that goes away while it waits does not let the next ones pass', async () => {
  const { made, taken } = longAnswers(somebody(), 3)
  taken(1)
  await pass(20)
  expect(made).toEqual([0])
  taken(0)
  await pass(20)
  expect(made).toEqual([0, 1, 2])
})

test('nobody waits for another person', async () => {
  const all = [somebody(), somebody(), somebody()].map((person) => longAnswers(person, 2))
  await pass(20)
  expect(all.map(({ made }) => made)).toEqual([[0], [0], [0]])
})

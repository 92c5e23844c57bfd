import { expect, test } from 'vitest'
import { createFairQueue } from '../../src/server/domain/fair-queue.ts'

/** A queue of one at a time, whose tasks end when they are told to. */
function aQueue() {
  const queue = createFairQueue(1, 10, 1, 'Too many.')
  const begun: string[] = []
  const ends: (() => void)[] = []
  const ask = (asker: string, task: string) =>
    queue.run(asker, () => {
      begun.push(task)
      return new Promise<void>((resolve) => ends.push(resolve))
    })
  const end = async () => {
    ends.shift()?.()
    for (let at = 0; at < 10; at += 1) await null
  }
  return { ask, begun, end }
}

test('who asks while one of another’s many tasks runs comes right after it', async () => {
  const { ask, begun, end } = aQueue()
  for (const task of ['a1', 'a2', 'a3']) void ask('anna', task)
  void ask('bob', 'b1')
  for (let at = 0; at < 4; at += 1) await end()
  expect(begun).toEqual(['a1', 'b1', 'a2', 'a3'])
})

test('of several who ask for much, each has a turn', async () => {
  const { ask, begun, end } = aQueue()
  for (const who of ['a', 'b', 'c']) for (const task of [1, 2, 3]) void ask(who, `${who}${task}`)
  for (let at = 0; at < 9; at += 1) await end()
  expect(begun).toEqual(['a1', 'b1', 'a2', 'c1', 'b2', 'a3', 'c2', 'b3', 'c3'])
})

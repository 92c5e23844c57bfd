import { expect, test } from 'vitest'
import type { Refusal } from '../../src/protocol/refusal.ts'
import type { Emitted } from '../../src/server/engine/change.ts'
import type { Committed, Job } from '../../src/server/engine/group-commit.ts'
import { createWriteQueue } from '../../src/server/engine/write-queue.ts'

type Verbs = { write: (tx: unknown, actor: { id: string } | null, args: object) => Promise<number> }

/** A disk that stands still until it is told to go on. */
function aWriteQueue(publish: () => void | Promise<void> = () => {}) {
  const still = Promise.withResolvers<void>()
  const committed: Job[] = []
  const commit = async (jobs: Job[]): Promise<Committed<Emitted>> => {
    await still.promise
    committed.push(...jobs)
    return { outcomes: jobs.map(() => ({ kind: 'done', value: 7 })), changes: [] }
  }
  const writeQueue = createWriteQueue<Verbs, Emitted>(commit, publish)
  return { writeQueue, committed, goOn: still.resolve }
}

const codeOf = (writing: Promise<unknown>): Promise<string> =>
  writing.then(
    () => 'done',
    (refusal: Refusal) => refusal.code,
  )

const times = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at))

test('one person’s flood is refused to them, and nobody else’s write is', async () => {
  const { writeQueue, goOn } = aWriteQueue()
  const flood = times(300, () => codeOf(writeQueue.run('write', { id: 'anna' }, {})))
  const others = times(300, (at) => codeOf(writeQueue.run('write', { id: `person ${at}` }, {})))
  goOn()
  const codes = await Promise.all(flood)
  expect(codes.filter((code) => code === 'done')).toHaveLength(256)
  expect(codes.slice(256)).toEqual(times(44, () => 'too_many_requests'))
  expect(new Set(await Promise.all(others))).toEqual(new Set(['done']))
})

test('with ten thousand writes waiting the next is refused, not thrown; after them it is taken', async () => {
  const { writeQueue, goOn } = aWriteQueue()
  const write = (at: number) => writeQueue.run('write', { id: `person ${at}` }, {})
  const crowd = times(10_000, write)
  const refused = await codeOf(write(10_001))
  expect(refused).toBe('unavailable')
  const noted = writeQueue.note('presence', 'write', null, {})
  goOn()
  await Promise.all(crowd)
  expect(await noted, 'what the server notes has a share of its own').toBe(true)
  expect(await codeOf(write(10_001))).toBe('done')
})

test('whoever was refused is taken again when their writes are answered', async () => {
  const { writeQueue, goOn } = aWriteQueue()
  const anna = { id: 'anna' }
  const flood = times(257, () => codeOf(writeQueue.run('write', anna, {})))
  goOn()
  await Promise.all(flood)
  const again = await Promise.all(times(256, () => codeOf(writeQueue.run('write', anna, {}))))
  expect(new Set(again)).toEqual(new Set(['done']))
})

test('what the server notes is not queued twice, and never rejects', async () => {
  const { writeQueue, committed, goOn } = aWriteQueue()
  const noted = times(100, () => writeQueue.note('presence of room 1', 'write', null, {}))
  goOn()
  expect((await Promise.all(noted)).filter((isDone) => isDone)).toHaveLength(1)
  expect(committed).toHaveLength(1)
  expect(await writeQueue.note('presence of room 1', 'write', null, {}), 'the next time').toBe(true)
})

test('of what the server notes no more than its share waits', async () => {
  const { writeQueue, goOn } = aWriteQueue()
  const noted = times(10_001, (at) => writeQueue.note(`presence of room ${at}`, 'write', null, {}))
  goOn()
  const taken = await Promise.all(noted)
  expect(taken.filter((isDone) => isDone)).toHaveLength(10_000)
  expect(taken.at(-1)).toBe(false)
})

test('a note that fails says so, and can be made again', async () => {
  const broken = createWriteQueue<Verbs, Emitted>(
    async () => {
      throw new Error('no disk')
    },
    () => {},
  )
  expect(await broken.note('presence', 'write', null, {})).toBe(false)
  expect(await broken.note('presence', 'write', null, {})).toBe(false)
})

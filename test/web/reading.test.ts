import { expect, test, vi } from 'vitest'
import type { Answer } from '../../src/web/app/api.ts'
import { createReading } from '../../src/web/app/reading.ts'
import { timers } from '../support/page.ts'

test('who leaves waits for what was read to be told, whoever asked for that', async () => {
  const told: number[] = []
  const answered = Promise.withResolvers<Answer<null>>()
  const api = {
    markRead: (_: string, { seq }: { seq: number }) => {
      told.push(seq)
      return answered.promise
    },
  }
  const reading = createReading({ api, clock: timers, inFront: () => true })
  reading.open('tea', 0, 3, true)
  reading.reach('tea', 3)
  // The room's page closes it on its way out, and then whoever marks a message as unread.
  void reading.close()
  const over = vi.fn()
  const closed = reading.close().then(over)
  for (let turn = 0; turn < 20; turn += 1) await null
  expect(told).toEqual([3])
  expect(over).not.toHaveBeenCalled()
  answered.resolve({ ok: true, value: null })
  await closed
  expect(told).toEqual([3])
})

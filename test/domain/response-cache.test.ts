import { expect, test } from 'vitest'
import { createResponseCache } from '../../src/server/engine/live/response-cache.ts'

const answer = (length: number) => ({
  kind: 'body' as const,
  body: 'x'.repeat(length),
  more: false,
})

test('answers are kept for those who stand at the same place', () => {
  const answers = createResponseCache(1000)
  const first = answer(100)
  answers.keep('a', first)
  answers.keep('b', answer(100))
  expect(answers.get('a')).toBe(first)
  answers.clear()
  expect(answers.get('a')).toBeUndefined()
})

test('however many cursors somebody makes up, what is kept for them has a bound', () => {
  const answers = createResponseCache(1000)
  const cursors = Array.from({ length: 100 }, (_, n) => `forged ${n}`)
  for (const cursor of cursors) answers.keep(cursor, answer(100))
  const kept = cursors.flatMap((cursor) => answers.get(cursor)?.body ?? [])
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.join('').length).toBeLessThanOrEqual(1000)
})

test('an answer that is larger than all that may be kept is not kept', () => {
  const answers = createResponseCache(1000)
  answers.keep('a', answer(100))
  answers.keep('b', answer(1001))
  expect(answers.get('b')).toBeUndefined()
  expect(answers.get('a')).toBeDefined()
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  around,
  downwards,
  grown,
  type LogSpan,
  messagesOf,
  newest,
  upwards,
} from '../../src/web/app/log-span.ts'

/** A log as it is kept: without gaps, from any place on. */
const log = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => ({ seq: first + at }))

const size = ({ first, last }: LogSpan) => last - first + 1

describe('the part of a log that is drawn', () => {
  test('is all of a short log', () => {
    expect(newest(log(1, 30))).toEqual({ first: 1, last: 30 })
    expect(messagesOf(newest(log(1, 30)), log(1, 30))).toHaveLength(30)
  })

  test('is nothing of an empty log, and its first message as soon as there is one', () => {
    const nothing = newest([])
    expect(messagesOf(nothing, [])).toEqual([])
    expect(messagesOf(grown(nothing, log(1, 1), true), log(1, 1))).toEqual([{ seq: 1 }])
  })

  test('begins at the end of a long log, and moves up to its first message and back', () => {
    const long = log(1, 2000)
    let span = newest(long)
    expect(span.last).toBe(2000)
    for (let step = 0; step < 100; step += 1) span = upwards(span, long)
    expect(span.first).toBe(1)
    for (let step = 0; step < 100; step += 1) span = downwards(span, long)
    expect(span.last).toBe(2000)
  })

  test('overlaps with what it was after every step, so that the reader has a hold', () => {
    const long = log(1, 2000)
    let span = newest(long)
    while (span.first > 1) {
      const next = upwards(span, long)
      expect(next.last).toBeGreaterThan(span.first)
      span = next
    }
  })

  test('stands around a message that one goes to, wherever it is', () => {
    for (const seq of [5, 1000, 1999]) {
      const shown = messagesOf(around(seq, log(1, 2000)), log(1, 2000))
      expect(shown.map((message) => message.seq)).toContain(seq)
    }
  })

  test('grows with what is said, until a reader who is not at the end would lose their place', () => {
    const span = { first: 901, last: 1000 }
    expect(grown(span, log(1, 1020), false)).toEqual({ first: 901, last: 1020 })
    expect(grown(span, log(1, 5000), false)).toEqual(span)
    expect(grown(span, log(1, 5000), true).last).toBe(5000)
  })

  test('starts anew when another, shorter log takes the place of the one before', () => {
    expect(grown({ first: 901, last: 1000 }, log(1, 10), false)).toEqual({ first: 1, last: 10 })
  })

  test('is a run of the log, bounded in size, whatever one does', () => {
    const step = fc.oneof(
      fc.constant({ kind: 'up' } as const),
      fc.constant({ kind: 'down' } as const),
      fc.record({ kind: fc.constant('said' as const), count: fc.integer({ min: 1, max: 500 }) }),
      fc.record({ kind: fc.constant('older' as const), count: fc.integer({ min: 1, max: 200 }) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), (steps, following) => {
        let [first, last] = [3000, 3049]
        let span = newest(log(first, last))
        for (const one of steps) {
          if (one.kind === 'said') last += one.count
          if (one.kind === 'older') first -= one.count
          const now = log(first, last)
          if (one.kind === 'up') span = upwards(span, now)
          else if (one.kind === 'down') span = downwards(span, now)
          else span = grown(span, now, following)
          const seqs = messagesOf(span, now).map(({ seq }) => seq)
          expect(seqs).toEqual(log(span.first, span.last).map(({ seq }) => seq))
          expect(size(span)).toBeLessThanOrEqual(240)
          expect(size(span)).toBeGreaterThan(0)
        }
      }),
      { numRuns: 50 },
    )
  })
})

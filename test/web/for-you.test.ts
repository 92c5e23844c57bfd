import { expect, test } from 'vitest'
import type { ForYou } from '../../src/protocol/for-you.ts'
import { withNext, withRest } from '../../src/web/app/for-you-items.ts'

/** A page of what is for one, from one number down to another. */
function page(from: number, to: number, next: number | null): ForYou {
  const user = { id: '1', username: 'bob' }
  const at = '2026-03-12T09:00:00.000Z'
  const message = {
    ...{ id: '1', seq: 1, version: 1, author: user, body: 'Hello', postedAt: at, key: 'k' },
    ...{ editedAt: null, deletedAt: null, replyTo: null, mentions: [], reactions: [], files: [] },
  }
  return {
    items: Array.from({ length: from - to + 1 }, (_, n) => ({
      ...{ id: String(from - n), kind: 'mention', by: user, at, message, unread: true },
      room: { id: 'r', name: 'Tea' },
    })),
    next: next === null ? null : String(next),
  }
}
const ids = ({ items }: ForYou) => items.map(({ id }) => Number(id))

test('a page of what is for one that comes twice is shown once', () => {
  const twice = withNext(withNext(page(9, 7, 7), page(6, 4, 4)), page(6, 4, 4))
  expect(ids(twice)).toEqual([9, 8, 7, 6, 5, 4])
  expect(twice.next).toBe('4')
})

test('what is new is shown above what was loaded, which goes on where it ended', () => {
  const now = withRest(page(11, 9, 9), page(10, 4, 4))
  expect(ids(now)).toEqual([11, 10, 9, 8, 7, 6, 5, 4])
  expect(now.next).toBe('4')
})

test('where more is new than one page has, what lies behind it is asked for before the rest', () => {
  const now = withRest(page(20, 18, 18), page(9, 4, 4))
  expect(ids(now)).toEqual([20, 19, 18])
  expect(now.next).toBe('18')
})

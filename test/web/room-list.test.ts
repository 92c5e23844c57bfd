import { describe, expect, test } from 'vitest'
import type { News } from '../../src/protocol/news.ts'
import { emptyList, listAfter, type RoomList } from '../../src/web/app/room-list.ts'

function room(id: string, version: number, messages = version) {
  return {
    id,
    name: id,
    kind: 'open' as const,
    topic: '',
    archivedAt: null,
    slowMode: 0,
    belongs: true,
    role: 'owner' as const,
    createdBy: { id: 'a', username: 'anna' },
    createdAt: '2026-01-01T00:00:00.000Z',
    people: 0,
    canDelete: false,
    messages,
    lastPostedAt: null,
    unread: null,
    mentions: 0,
    notify: 'all' as const,
    last: null,
    version,
  }
}

function news(about: Partial<News>): News {
  return { cursor: 'next', rooms: [], gone: [], more: false, ...about }
}

/** The list after these news, as ids with the number of messages. */
function shown(list: RoomList | undefined): Record<string, number> | undefined {
  return list && Object.fromEntries(list.rooms.map(({ id, messages }) => [id, messages]))
}

const before = listAfter(emptyList, news({ rooms: [room('tea', 5), room('books', 7)] }))
if (!before) throw new Error('A first list was refused.')

describe('a list of rooms, after news', () => {
  test('has what is new in the place of what it was, and all else as before', () => {
    const after = listAfter(before, news({ rooms: [room('tea', 6), room('chess', 1)] }))
    expect(shown(after)).toEqual({ tea: 6, books: 7, chess: 1 })
    expect(after?.rooms[1]).toBe(before.rooms[1])
    expect(after?.cursor).toBe('next')
  })

  test('has no room that is gone', () => {
    expect(shown(listAfter(before, news({ gone: ['tea'] })))).toEqual({ books: 7 })
  })

  test('is the very same list while nothing is new, so that nothing is drawn anew', () => {
    const after = listAfter(before, news({ cursor: 'later' }))
    expect(after?.rooms).toBe(before.rooms)
    expect(after?.cursor).toBe('later')
  })

  test('is none if some of them are older than what is shown', () => {
    expect(listAfter(before, news({ rooms: [room('tea', 4), room('chess', 1)] }))).toBeUndefined()
    expect(shown(listAfter(before, news({ rooms: [room('tea', 5)] })))).toEqual(shown(before))
  })

  test('that began anew has only what there is, however old', () => {
    const answer = news({ all: ['tea'], rooms: [room('tea', 2)] })
    const after = listAfter(before, answer)
    expect(shown(after)).toEqual({ tea: 2 })
  })

  test('that began anew in several answers takes the later ones, too, however old', () => {
    const first = news({ all: ['tea', 'books'], rooms: [room('tea', 2)], more: true })
    const between = listAfter(before, first)
    if (!between) throw new Error('The first answer was refused.')
    expect(shown(listAfter(between, news({ rooms: [room('books', 3)] })))).toEqual({
      tea: 2,
      books: 3,
    })
  })
})

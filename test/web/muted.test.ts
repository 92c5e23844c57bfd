import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMuted } from '../../src/web/app/muted.ts'
import { timers } from '../support/page.ts'
import { aWindow, message, room } from './line.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2020-01-01T12:00:00Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

const inTwoHours = '2020-01-01T14:00:00.000Z'
const minutes = (count: number) => vi.advanceTimersByTime(count * 60_000)

test('whoever is muted may write again when the time is over, or the list says so', () => {
  const { store } = aWindow([message(1)])
  const mutedUntil = createMuted({ store, clock: timers })
  const listed = (more: { mutedUntil?: string }) =>
    store.apply({ kind: 'rooms_listed', rooms: [{ ...room, ...more }] })
  expect(mutedUntil.value).toBeNull()
  listed({ mutedUntil: inTwoHours })
  expect(mutedUntil.value).toBe(inTwoHours)
  minutes(119)
  expect(mutedUntil.value).toBe(inTwoHours)
  minutes(1)
  expect(mutedUntil.value, 'over').toBeNull()
  listed({ mutedUntil: inTwoHours })
  expect(mutedUntil.value, 'told once more').toBeNull()
  listed({ mutedUntil: '2030-01-01T00:00:00.000Z' })
  expect(mutedUntil.value).toBe('2030-01-01T00:00:00.000Z')
  listed({})
  expect(mutedUntil.value, 'lifted').toBeNull()
  minutes(10)
  expect(vi.getTimerCount(), 'nothing goes on waiting').toBe(0)
})

test('a room tells it before there is a list, and a list knows more than the room', () => {
  const { store } = aWindow([message(1)])
  const mutedUntil = createMuted({ store, clock: timers })
  const joined = {
    ...{ cursor: 'c', messages: [], hasOlder: false, people: [], pins: [] },
    ...{ readUpTo: 0, returning: false },
    room: { ...room, mutedUntil: inTwoHours },
  }
  store.apply({ kind: 'joined', joined })
  expect(mutedUntil.value).toBe(inTwoHours)
  store.apply({ kind: 'rooms_listed', rooms: [room] })
  expect(mutedUntil.value).toBeNull()
})

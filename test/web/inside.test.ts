import { expect, test } from 'vitest'
import { createReading } from '../../src/web/app/reading.ts'
import { timers } from '../support/page.ts'
import { aWindow, message, room } from './line.ts'

test('whoever is made a moderator while they are inside may do at once what moderators may', () => {
  const { store } = aWindow([message(1)])
  const inside = () => (store.visit.value.kind === 'inside' ? store.visit.value.room : null)
  const listed = (role: 'member' | 'moderator', canDelete: boolean) =>
    store.apply({ kind: 'rooms_listed', rooms: [{ ...room, name: 'Other', role, canDelete }] })
  listed('moderator', false)
  expect(inside()).toEqual({ ...room, role: 'moderator', canDelete: false })
  listed('member', false)
  expect(inside()).toMatchObject({ name: 'Tea', role: 'member' })
  const before = inside()
  listed('member', false)
  expect(inside(), 'nothing is drawn anew').toBe(before)
})

test('what is new to a reader begins where it did when something about their room changes, and anew when they come back', async () => {
  const api = { markRead: async () => ({ ok: true as const, value: null }) }
  const reading = createReading({ api, clock: timers, inFront: () => false })
  reading.open('r', 5, 9, true)
  expect(reading.newSince.value).toBe(6)
  reading.turnAway(9)
  reading.open('r', 5, 9, true)
  expect(reading.newSince.value).toBe(10)
  reading.open('r', 7, 9, true)
  expect(reading.newSince.value, 'a fresh page').toBe(8)
  reading.turnAway(9)
  await reading.close()
  reading.open('r', 7, 9, true)
  expect(reading.newSince.value, 'another visit').toBe(8)
})

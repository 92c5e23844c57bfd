import { afterEach, describe, expect, test, vi } from 'vitest'
import { speak } from '../../src/web/locale/messages.ts'
import { ago, dayOf, exactTime, sameDay, timeOf } from '../../src/web/text/times.ts'

/** A moment on the reader's own clock. */
const at = (text: string) => new Date(text).toISOString()

afterEach(() => {
  vi.unstubAllEnvs()
  return speak('en')
})

describe('the line above a day', () => {
  const now = new Date('2026-03-12T09:00:00').getTime()

  test.for([
    ['2026-03-12T00:00:00', 'Today'],
    ['2026-03-12T23:59:59', 'Today'],
    ['2026-03-11T23:59:59', 'Yesterday'],
    ['2026-03-10T12:00:00', 'Tuesday, March 10'],
    ['2026-01-01T00:00:00', 'Thursday, January 1'],
    ['2025-12-31T23:59:59', 'December 31, 2025'],
  ] as const)('of %s says %s', ([moment, words]) => {
    expect(dayOf(at(moment), now)).toBe(words)
  })

  test('says it in the language of the page', async () => {
    await speak('de')
    expect(dayOf(at('2026-03-12T01:00:00'), now)).toBe('Heute')
    expect(dayOf(at('2026-03-10T01:00:00'), now)).toBe('Dienstag, 10. März')
  })

  test.for([
    // The day that the clocks change lasts 23 or 25 hours, or begins at one o'clock.
    ['Europe/Berlin', '2026-03-28T23:30:00', '2026-03-29T23:30:00', 'Yesterday'],
    ['Europe/Berlin', '2026-10-25T00:30:00', '2026-10-25T23:30:00', 'Today'],
    ['Europe/Berlin', '2026-10-24T00:30:00', '2026-10-25T23:30:00', 'Yesterday'],
    ['Africa/Cairo', '2026-04-24T01:10:00', '2026-04-24T23:10:00', 'Today'],
    ['Africa/Cairo', '2026-04-23T23:50:00', '2026-04-24T01:10:00', 'Yesterday'],
    ['Pacific/Kiritimati', '2026-01-01T00:10:00', '2026-01-01T23:10:00', 'Today'],
  ] as const)('in %s of %s says, at %s, %s', ([zone, moment, now, words]) => {
    vi.stubEnv('TZ', zone)
    expect(dayOf(at(moment), new Date(now).getTime())).toBe(words)
  })

  test('stands between two messages only if midnight lies between them', () => {
    expect(sameDay(at('2026-03-11T00:00:00'), at('2026-03-11T23:59:59'))).toBe(true)
    expect(sameDay(at('2026-03-11T23:59:59'), at('2026-03-12T00:00:00'))).toBe(false)
    expect(sameDay(at('2026-03-12T12:00:00'), at('2025-03-12T12:00:00'))).toBe(false)
  })
})

describe('how long ago something was', () => {
  const then = Date.parse('2026-03-12T09:00:00Z')
  const said = (seconds: number) => ago(new Date(then).toISOString(), then + seconds * 1000)

  test.for([
    [0, 'now'],
    [59, 'now'],
    [60, '1 minute ago'],
    [119, '1 minute ago'],
    [3599, '59 minutes ago'],
    [3600, '1 hour ago'],
    [86_399, '23 hours ago'],
    [86_400, 'yesterday'],
    [40 * 86_400, 'last month'],
    [800 * 86_400, '2 years ago'],
  ] as const)('is, after %d seconds, %s', ([seconds, words]) => {
    expect(said(seconds)).toBe(words)
  })

  test('is never in the future, however wrong the clocks', () => {
    expect(said(-3600)).toBe('now')
  })
})

describe('the time of a message', () => {
  test('is short on the page, and exact for who wants to know', async () => {
    const moment = at('2026-03-12T09:41:07')
    expect(timeOf(moment)).toMatch(/^9:41\sAM$/)
    expect(exactTime(moment)).toMatch(/Thursday, March 12, 2026 at 9:41:07\sAM/)
    await speak('de')
    expect(timeOf(moment)).toBe('09:41')
  })

  test.for([
    ['en', 'de', '09:41', 'Tuesday, 10 March'],
    ['en', 'de-AT', '09:41', 'Tuesday, 10 March'],
    ['en', 'en-GB', '09:41', 'Tuesday 10 March'],
    ['en', 'fi-FI', '9.41', 'Tuesday, 10 March'],
    ['en', 'en-US@posix', '9:41 AM', 'Tuesday, March 10'],
    ['de', 'en-US', '9:41 AM', 'Dienstag, 10. März'],
    ['de', 'fr', '09:41', 'Dienstag, 10. März'],
  ] as const)('on a page in %s is, to who reads %s, %s', async ([page, own, time, day]) => {
    await speak(page, [own, page])
    expect(timeOf(at('2026-03-12T09:41:07')).replace(/\s/u, ' ')).toBe(time)
    expect(dayOf(at('2026-03-10T01:00:00'), new Date('2026-03-12T09:00:00').getTime())).toBe(day)
  })
})

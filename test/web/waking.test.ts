import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Api } from '../../src/web/app/api.ts'
import { createOutbox } from '../../src/web/app/outbox.ts'
import { type Outcome, startPolling } from '../../src/web/app/poll-loop.ts'
import { noFiles, noOtherWindow, storageIn, timers } from '../support/page.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Something that is asked again and again, each time with no answer until `fail` gives one. */
function attempts<T>(failure: T) {
  const open: ((failure: T) => void)[] = []
  let made = 0
  return {
    begin: () => {
      made += 1
      return new Promise<T>((resolve) => open.push(resolve))
    },
    made: () => made,
    /** Lets the one under way fail, and whatever follows at once happen. */
    fail() {
      return this.answer(failure)
    },
    async answer(given: T) {
      open.shift()?.(given)
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

describe('a line that comes back while an attempt without it is under way', () => {
  test('lets the next poll begin as soon as that attempt has failed, and only the next', async () => {
    const polls = attempts({ kind: 'failed' } as const)
    const loop = startPolling(polls.begin, { clock: timers, random: () => 0, connection: () => {} })
    loop.wake()
    await polls.fail()
    expect(polls.made()).toBe(2)
    await polls.fail()
    expect(polls.made()).toBe(2)
    await vi.advanceTimersByTimeAsync(2000)
    expect(polls.made()).toBe(3)
    loop.stop()
  })

  test('ends the pause after attempts that have failed, and no other pause', async () => {
    const polls = attempts<Outcome>({ kind: 'failed' })
    const loop = startPolling(polls.begin, { clock: timers, random: () => 0, connection: () => {} })
    await polls.fail()
    expect(polls.made()).toBe(1)
    loop.wake()
    expect(polls.made()).toBe(2)
    await polls.answer({ kind: 'well' })
    loop.wake()
    expect(polls.made(), 'one second between polls').toBe(2)
    loop.stop()
  })

  test('lets a message be sent again as soon as that attempt has failed, and only once', async () => {
    const sends = attempts<Awaited<ReturnType<Api['postMessage']>>>({
      ok: false,
      refusal: { code: 'unreachable', title: '', errors: [] },
    })
    const outbox = anOutbox(sends.begin)
    outbox.add({ id: 'tea', name: 'Tea' }, '«here»')
    await vi.advanceTimersByTimeAsync(0)
    expect(sends.made()).toBe(1)
    outbox.wake()
    await sends.fail()
    expect(sends.made()).toBe(2)
    await sends.fail()
    expect(sends.made()).toBe(2)
    await vi.advanceTimersByTimeAsync(2000)
    expect(sends.made()).toBe(3)
  })
})

/** Anna's outbox, in a room. */
function anOutbox(postMessage: Api['postMessage']) {
  const stored = new Map<string, string>()
  const outbox = createOutbox({
    api: { postMessage },
    files: noFiles,
    storage: storageIn(stored),
    locks: noOtherWindow,
    clock: timers,
    random: () => 0,
    newKey: () => crypto.randomUUID(),
  })
  outbox.open('anna')
  outbox.enterRoom('tea')
  return outbox
}

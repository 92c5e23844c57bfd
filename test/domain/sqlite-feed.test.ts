import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSqliteFeed } from '../../src/server/engine/feed/sqlite-feed.ts'

/** A process, and what it finds when it looks around. */
function aProcess() {
  const found = { peers: false, sweeping: Promise.resolve() }
  const feed = createSqliteFeed(() => Date.now(), { trouble: expect.unreachable, well() {} })
  feed.listen({
    hear: async () => {},
    sweep: () => found.sweeping,
    hasPeers: () => found.peers,
  })
  /** Whether what was committed just now counts as known within this time; ms. */
  const isKnownWithin = async (time: number) => {
    let known = false
    void feed.everybodyKnows().then(() => {
      known = true
    })
    await vi.advanceTimersByTimeAsync(time)
    return known
  }
  return { found, feed, isKnownWithin }
}

describe('what one process of several on one file has committed', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())

  test('waits for nobody who is not there', async () => {
    expect(await aProcess().isKnownWithin(0)).toBe(true)
  })

  test('waits for no command of the operator’s that has written', async () => {
    const { feed, isKnownWithin } = aProcess()
    feed.othersWrote()
    await vi.advanceTimersByTimeAsync(0)
    expect(await isKnownWithin(0)).toBe(true)
  })

  test('waits until a process that has written has looked a few times', async () => {
    const { found, feed, isKnownWithin } = aProcess()
    found.peers = true
    feed.othersWrote()
    await vi.advanceTimersByTimeAsync(0)
    expect(await isKnownWithin(149)).toBe(false)
    expect(await isKnownWithin(150)).toBe(true)
  })

  test('waits while it is not known yet who has written', async () => {
    const { found, feed, isKnownWithin } = aProcess()
    const sweep = Promise.withResolvers<void>()
    found.sweeping = sweep.promise
    feed.othersWrote()
    expect(await isKnownWithin(149)).toBe(false)
    sweep.resolve()
    await vi.advanceTimersByTimeAsync(0)
    expect(await isKnownWithin(0)).toBe(true)
  })

  test('waits for nobody who has not written for a minute', async () => {
    const { found, feed, isKnownWithin } = aProcess()
    found.peers = true
    feed.othersWrote()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await isKnownWithin(0)).toBe(true)
  })
})

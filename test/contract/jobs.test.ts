import { describe, expect, test } from 'vitest'
import { aHold, aNote, aPlace, type Doing, hour, minute, second } from './jobs.ts'

describe('what follows from a commit', () => {
  test('is done without anybody asking, by the process that committed', async () => {
    const place = await aPlace()
    const { done, doing } = aNote()
    const one = await place.aProcess(doing)
    await one.wish('tea')
    await expect.poll(() => done).toEqual(['tea'])
    await expect.poll(place.rows).toEqual([])
  })

  test('is done once, though several processes look for it at once', async () => {
    const place = await aPlace()
    const { done, doing } = aNote()
    const all = [
      await place.aProcess(doing),
      await place.aProcess(doing),
      await place.aProcess(doing),
    ]
    const names = Array.from({ length: 30 }, (_, at) => `room ${at + 10}`)
    await all[0]?.wishAll(...names.map((name) => ({ name, notBefore: place.clock.now + second })))
    place.clock.now += second
    await Promise.all(all.map((each) => each.sweep()))
    expect(new Set(done)).toEqual(new Set(names))
    expect(done).toHaveLength(30)
    expect(await place.rows()).toEqual([])
  })

  test('is not done if the write was refused; what shared its commit is', async () => {
    const place = await aPlace()
    const { done, doing } = aNote()
    const one = await place.aProcess(doing)
    await one.wishAll({ name: 'before' }, { name: 'refused', refused: true }, { name: 'after' })
    await one.sweep()
    expect(done).toHaveLength(2)
    expect(new Set(done)).toEqual(new Set(['before', 'after']))
  })

  test('is done when its time has come, and not before', async () => {
    const place = await aPlace()
    const { done, doing } = aNote()
    const one = await place.aProcess(doing)
    await one.wish('later', { notBefore: place.clock.now + hour })
    place.clock.now += hour - 1
    await one.sweep()
    expect(done).toEqual([])
    place.clock.now += 1
    await one.sweep()
    expect(done).toEqual(['later'])
  })

  test('is done by another process when the one that was at it is gone, and its lease is over', async () => {
    const place = await aPlace()
    const hold = aHold()
    const gone = await place.aProcess(hold.doing, { within: minute })
    await gone.wish('tea')
    await expect.poll(() => hold.begun).toEqual(['tea'])
    const second = aHold()
    const other = await place.aProcess(second.doing, { within: minute })
    place.clock.now += minute - 1
    await other.sweep()
    expect(second.begun, 'while the lease lasts').toEqual([])
    place.clock.now += 1
    const sweep = other.sweep()
    await expect.poll(() => second.begun).toEqual(['tea'])
    // The first was not gone, only late: that it is done now is no reason to forget who is at it.
    hold.letGo()
    await gone.sweep()
    expect(await place.rows()).toHaveLength(1)
    second.letGo()
    await sweep
    expect(await place.rows()).toEqual([])
  })

  test('is not kept by a lease that was given while a clock was wrong', async () => {
    const place = await aPlace()
    const hold = aHold()
    const ahead = await place.aProcess(hold.doing, { within: minute })
    place.clock.now += 48 * hour
    await ahead.wish('tea', { notBefore: place.clock.now - 48 * hour })
    await expect.poll(() => hold.begun).toEqual(['tea'])
    place.clock.now -= 48 * hour
    const { done, doing } = aNote()
    await (await place.aProcess(doing)).sweep()
    expect(done).toEqual(['tea'])
    hold.letGo()
  })

  test.for([
    { random: 0, pauses: [1, 2, 4, 8], what: 'half the longest pause' },
    { random: 0.5, pauses: [1.5, 3, 6, 12], what: 'three quarters of it' },
  ])(
    'is tried again if it fails, each time after twice as long: $what',
    async ({ random, pauses }) => {
      const place = await aPlace()
      const begun: number[] = []
      const doing: Doing = async () => {
        begun.push(place.clock.now)
        throw new Error('not today')
      }
      const one = await place.aProcess(doing, { random, tries: 30 })
      await one.wish('tea')
      await one.sweep()
      for (const pause of pauses) {
        place.clock.now += pause * second - 1
        await one.sweep()
        const early = begun.length
        place.clock.now += 1
        await one.sweep()
        expect(begun.length, `after ${pause} s, and not before`).toBe(early + 1)
      }
      for (let tries = 5; tries < 20; tries += 1) {
        place.clock.now += hour
        await one.sweep()
      }
      expect(begun, 'never more than an hour apart').toHaveLength(20)
    },
  )

  test('is kept if it fails for good, with the reason, told of once, and holds up nobody', async () => {
    const place = await aPlace()
    const done: string[] = []
    const doing: Doing = async (name) => {
      if (name === 'bad') throw new Error('never')
      done.push(name)
      return undefined
    }
    const two = [await place.aProcess(doing), await place.aProcess(doing)]
    await two[0]?.wish('bad', { queue: 'q' })
    await two[0]?.wish('good', { queue: 'q' })
    for (let at = 0; at < 10; at += 1) {
      for (const each of two) await each.sweep()
      expect(done).toEqual(at < 2 ? [] : ['good'])
      place.clock.now += minute
    }
    expect(place.failures).toEqual([expect.stringMatching(/"bad".*never/)])
    expect(await place.rows()).toEqual([
      expect.objectContaining({
        args: '{"roomId":"bad"}',
        attempts: 3,
        error: expect.stringContaining('never'),
        failed_at: expect.anything(),
      }),
    ])
  })

  test('fails for good, too, if whoever tried it was never heard of again', async () => {
    const place = await aPlace()
    const holds = [aHold(), aHold(), aHold(), aHold()]
    for (const hold of holds) {
      const dying = await place.aProcess(hold.doing, { within: minute })
      if (hold === holds[0]) await dying.wish('deadly')
      void dying.sweep()
      if (hold !== holds[3]) await expect.poll(() => hold.begun).toHaveLength(1)
      else await dying.sweep()
      place.clock.now += minute
    }
    expect(holds[3]?.begun).toEqual([])
    expect(place.failures).toEqual([expect.stringMatching(/"deadly".*ended whenever/)])
  })

  test('takes its turn in its queue, whoever is at it; other queues go on', async () => {
    const place = await aPlace()
    const done: string[] = []
    let isBroken = true
    const doing: Doing = async (name) => {
      if (name === 'a1' && isBroken) throw new Error('not yet')
      done.push(name)
      return undefined
    }
    const two = [await place.aProcess(doing, { tries: 30 }), await place.aProcess(doing)]
    for (const name of ['a1', 'a2', 'b1', 'a3', 'b2'])
      await two[0]?.wish(name, { queue: `queue ${name[0]}`, notBefore: place.clock.now + second })
    place.clock.now += second
    await Promise.all(two.map((each) => each.sweep()))
    expect(done).toEqual(['b1', 'b2'])
    isBroken = false
    place.clock.now += hour
    await Promise.all(two.map((each) => each.sweep()))
    await Promise.all(two.map((each) => each.sweep()))
    expect(done).toEqual(['b1', 'b2', 'a1', 'a2', 'a3'])
  })

  test('is begun four at a time in one process', async () => {
    const place = await aPlace()
    const hold = aHold()
    const one = await place.aProcess(hold.doing)
    const wishes = Array.from({ length: 10 }, (_, at) => ({ name: `${at}` }))
    await one.wishAll(...wishes)
    await expect.poll(() => hold.begun.length).toBe(4)
    const sweep = one.sweep()
    hold.letGo()
    await expect.poll(() => hold.begun.length).toBe(8)
    hold.letGo()
    await expect.poll(() => hold.begun.length).toBe(10)
    hold.letGo()
    await sweep
    expect(await place.rows()).toEqual([])
  })

  test('is there once for each key; asked for while it is done, it is done again', async () => {
    const place = await aPlace()
    const hold = aHold()
    const one = await place.aProcess(hold.doing)
    const at = place.clock.now + hour
    for (const name of ['first', 'second', 'third'])
      await one.wish(name, { key: 'k', notBefore: at })
    expect(await place.rows()).toHaveLength(1)
    place.clock.now += hour
    const sweep = one.sweep()
    await expect.poll(() => hold.begun).toEqual(['third'])
    await one.wish('fourth', { key: 'k' })
    hold.letGo()
    await expect.poll(() => hold.begun).toEqual(['third', 'fourth'])
    hold.letGo()
    await sweep
    expect(await place.rows()).toEqual([])
  })

  test('that is done one at a time begins anew, in whatever process, once it has ended', async () => {
    const place = await aPlace()
    const hold = aHold()
    const one = await place.aProcess(hold.doing)
    const other = await place.aProcess(hold.doing)
    const only = { key: 'k', oneAtATime: true }
    await one.wish('first', only)
    await expect.poll(() => hold.begun).toEqual(['first'])
    for (const name of ['second', 'third']) await other.wish(name, only)
    await other.sweep()
    expect(hold.begun).toEqual(['first'])
    hold.letGo()
    await expect.poll(() => hold.begun).toEqual(['first', 'third'])
    hold.letGo()
    await one.sweep()
    expect(await place.rows()).toEqual([])
  })

  test('counts as failed when its time is over, and is told so', async () => {
    const place = await aPlace()
    const reasons: unknown[] = []
    const doing: Doing = (_, signal) =>
      new Promise(() => signal.addEventListener('abort', () => void reasons.push(signal.reason)))
    const one = await place.aProcess(doing, { tries: 1 })
    await one.wish('endless')
    const sweep = one.sweep()
    await expect.poll(async () => (await place.rows())[0]?.leased_by).toBe('process 1')
    one.runOutOfTime()
    await sweep
    expect(reasons).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/took longer/) }),
    ])
    expect(place.failures).toEqual([expect.stringMatching(/"endless".*took longer/)])
  })

  test('is left to others at once by a process that ends', async () => {
    const place = await aPlace()
    const doing: Doing = (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    const ending = await place.aProcess(doing)
    await ending.wish('tea')
    await expect.poll(async () => (await place.rows())[0]?.leased_by).toBe('process 1')
    await ending.stop()
    const { done, doing: other } = aNote()
    await (await place.aProcess(other)).sweep()
    expect(done).toEqual(['tea'])
  })

  test('is left alone by a process that does not know what it is', async () => {
    const place = await aPlace()
    const { done, doing } = aNote()
    const one = await place.aProcess(doing)
    await place.testDatabase.tamper(
      "insert into job (kind, args, not_before, attempts, created_at) values ('unheardOf', '{}', 0, 0, 0)",
    )
    await one.wish('tea')
    await one.sweep()
    expect(done).toEqual(['tea'])
    expect(await place.rows()).toEqual([expect.objectContaining({ attempts: 0, failed_at: null })])
  })
})

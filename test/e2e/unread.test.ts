import { describe, expect } from 'vitest'
import { test } from './browser.ts'
import { annaAndBob } from './conversation.ts'
import { timeCanStop } from './stopped-time.ts'

const markers = /^PUT .*\/read$/

/** Anna in a room, in a page whose time stands still and that is in front of her, or not. */
async function annaReads(...where: Parameters<typeof annaAndBob>) {
  const all = await annaAndBob(...where)
  const { anna, room, talk, enter, message } = all
  const { page } = anna
  await page.addInitScript(`
    globalThis.inFront = true
    Document.prototype.hasFocus = () => inFront`)
  // Only what comes after one was there before counts as unread.
  await talk(1)
  const stop = await timeCanStop(page)
  await enter()
  await message(1).waitFor()
  const time = await stop()
  await time.pass(2000)
  /** As the list of any of her windows has it. */
  const unread = async () => {
    const { rooms } = await (await page.context().request.get('/api/rooms')).json()
    return rooms.find(({ id }: { id: string }) => id === room.id).unread
  }
  await expect.poll(unread).toBe(0)
  const told = async () => (await time.asked(markers)).map(({ body }) => JSON.parse(body).seq)
  const before = (await told()).length
  return { ...all, time, unread, told: async () => (await told()).slice(before) }
}

describe('a room that stands open', () => {
  test('behind another window stays unread until one looks at it, for two seconds', async ({
    browser,
    parlor,
  }) => {
    const { anna, talk, message, time, unread, told } = await annaReads(browser, parlor)
    await anna.page.evaluate('inFront = false')
    await talk(2, 2)
    await time.pass(1000)
    await message(3).waitFor()
    await time.pass(60_000)
    expect(await told()).toEqual([])
    expect(await unread()).toBe(2)

    await anna.page.evaluate(`inFront = true; dispatchEvent(new Event('focus'))`)
    await time.pass(1999)
    expect(await told()).toEqual([])
    await time.pass(1)
    expect(await told()).toEqual([3])
    expect(await unread()).toBe(0)
    // Whether one that was let go with its page has gone out already is a matter of luck.
    expect((await time.asked(markers)).at(-1)?.outlives).toBe(true)
  })

  test('is read as far as it was shown when its tab is closed the moment after', async ({
    browser,
    parlor,
  }) => {
    const { anna, talk, message, time, unread, told } = await annaReads(browser, parlor)
    await talk(2, 2)
    await time.pass(1000)
    await message(3).waitFor()
    expect(await told()).toEqual([])
    expect(await unread()).toBe(2)
    await anna.page.close()
    await expect.poll(unread).toBe(0)
  })
})

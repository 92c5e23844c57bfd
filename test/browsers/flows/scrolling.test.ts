import { describe, expect } from 'vitest'
import { annaAndBob, test } from '../browser.ts'
import { button, log, text, type Visitor } from '../visitor.ts'

describe('the log', () => {
  test('shows the newest message at its end, and older ones without a jump', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter, talk, message } = await annaAndBob(browser, parlor)
    await talk(120)
    await enter()
    await anna.sees(message(120))
    await expect.poll(() => isSeen(anna, 120)).toBe(true)
    expect(await anna.count(message(1))).toBe(0)

    await anna.evaluate(jumps)
    const loaded = () =>
      anna.evaluate<number>('Number(document.querySelector("article").dataset.seq)')
    const before = await loaded()
    await expect
      .poll(async () => {
        await anna.wheel(log, -300)
        return loaded()
      })
      .toBeLessThan(before)
    await expect
      .poll(
        async () => {
          await anna.wheel(log, -300)
          return anna.count(text('This is where the room begins.'))
        },
        { timeout: 60_000 },
      )
      .toBe(1)
    expect(await anna.evaluate('globalThis.jumped')).toEqual([])
  })

  test('stays where it is while others write, and a pill says how much they wrote', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter, talk, message } = await annaAndBob(browser, parlor)
    await talk(40)
    await enter()
    await anna.sees(message(40))
    await anna.wheel(log, -600)
    await anna.sees(button('To the newest message'))
    const top = await settled(anna)
    await talk(5, 41)
    await anna.sees(button('5 new messages'))
    await talk(3, 46)
    await anna.sees(button('8 new messages'))
    expect(await scrollTop(anna)).toBe(top)

    await anna.click(button('8 new messages'))
    await expect.poll(() => isSeen(anna, 48)).toBe(true)
    await anna.seesNo(button('8 new messages'))
    await talk(1, 49)
    await expect.poll(() => isSeen(anna, 49)).toBe(true)
  })

  test('leads to the line above what is new since the last visit', async ({ browser, parlor }) => {
    const { anna, enter, talk, message } = await annaAndBob(browser, parlor)
    await talk(30)
    await enter()
    await anna.sees(message(30))
    await anna.leave()
    await talk(40, 31)
    await enter()
    await anna.sees({ css: '.new-line', text: 'New since your last visit' })
    expect(await isSeen(anna, 31)).toBe(true)
    expect(await isSeen(anna, 70)).toBe(false)
  })
})

/** Whether the message with this place stands within the log's window. */
function isSeen(anna: Visitor, seq: number): Promise<boolean> {
  return anna.evaluate(`(() => {
    const article = document.querySelector('article[data-seq="${seq}"]')?.getBoundingClientRect()
    const log = document.querySelector('[role=log]').getBoundingClientRect()
    return article !== undefined && article.bottom > log.top && article.top < log.bottom
  })()`)
}

const scrollTop = (anna: Visitor) =>
  anna.evaluate<number>('document.querySelector("[role=log]").scrollTop')

/** Where the log is once the browser has done all its scrolling. */
async function settled(anna: Visitor): Promise<number> {
  let before = Number.NaN
  await expect
    .poll(async () => {
      const now = await scrollTop(anna)
      const still = now === before
      before = now
      return still
    })
    .toBe(true)
  return before
}

/**
 * Frame by frame, how far an article that stays on the screen has moved downwards beyond what the
 * wheel may have moved it: older messages above it must not push it.
 */
const jumps = `void (() => {
  globalThis.jumped = []
  const log = document.querySelector('[role=log]')
  let last
  const look = () => {
    const { top, bottom } = log.getBoundingClientRect()
    const places = new Map([...log.querySelectorAll('article')]
      .map((it) => [it.dataset.seq, it.getBoundingClientRect()])
      .filter(([, box]) => box.bottom > top && box.top < bottom)
      .map(([seq, box]) => [seq, box.top]))
    const shared = [...places].find(([seq]) => last?.has(seq))
    // More than the wheel turns at once: whoever reads has lost the place.
    if (last && !shared && places.size > 0) jumped.push([[...last.keys()], [...places.keys()]])
    last = places
    requestAnimationFrame(look)
  }
  look()
})()`

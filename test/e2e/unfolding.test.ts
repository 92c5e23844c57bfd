import { describe, expect } from 'vitest'
import type { annaAndBob } from './conversation.ts'
import { onePage, test } from './one-page.ts'
import type { Visitor } from './visitor.ts'

const wall = (lines: number) =>
  Array.from({ length: lines }, (_, line) => `line ${line + 1} of a wall`).join('\n')

type Page = Visitor['page']

/** Where the first line of the long message is on the screen, once nothing moves any more. */
async function placeOf(page: Page): Promise<number> {
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  )
  const text = page.locator('article', { hasText: 'of a wall' }).locator('.body')
  return Math.round((await text.boundingBox())?.y ?? Number.NaN)
}

const onPhone = onePage({ viewport: { width: 360, height: 640 } })

/** A long message with so many others around it does not move when it is unfolded and folded again. */
async function expectInPlace(
  tea: Awaited<ReturnType<typeof annaAndBob>>,
  { before, lines, after }: { before: number; lines: number; after: number },
): Promise<void> {
  const { anna, bob, room, enter, talk } = tea
  const { page } = anna
  await talk(before)
  await bob.post(room, wall(lines))
  await talk(after, before + 1)
  await enter()
  const unfold = anna.button('Show all of it')
  await unfold.scrollIntoViewIfNeeded()
  const folded = await placeOf(page)
  await unfold.click()
  await anna.button('Show less').waitFor()
  expect(await placeOf(page), 'unfolded').toBe(folded)
  // Not by a click, for which the browser would scroll to the button.
  await anna.button('Show less').dispatchEvent('click')
  await unfold.waitFor()
  expect(await placeOf(page), 'folded again').toBe(folded)
}

describe('a long message', () => {
  test.for([
    { where: 'at the end of the log', before: 30, lines: 80, after: 0, height: 720 },
    { where: 'in the middle of the log', before: 30, lines: 80, after: 30, height: 720 },
    {
      where: 'alone, in a window with room to spare',
      before: 0,
      lines: 80,
      after: 0,
      height: 1400,
    },
    { where: 'that fits when it is unfolded', before: 1, lines: 30, after: 1, height: 1600 },
  ])('$where keeps its first line in place, unfolded and folded again', async (like, { tea }) => {
    await tea.anna.page.setViewportSize({ width: 1280, height: like.height })
    await expectInPlace(tea, like)
  })

  onPhone(
    'on a phone keeps its first line in place, unfolded and folded again',
    async ({ tea }) => {
      await expectInPlace(tea, { before: 3, lines: 80, after: 2 })
    },
  )

  test('that is folded by its end, far below its beginning, stays in sight', async ({ tea }) => {
    const { anna, bob, room, enter, talk } = tea
    await talk(20)
    await bob.post(room, wall(200))
    await talk(20, 21)
    await enter()
    await anna.button('Show all of it').click()
    await anna.button('Show less').scrollIntoViewIfNeeded()
    await anna.button('Show less').click()
    const log = await anna.page.getByRole('log').boundingBox()
    expect(Math.abs((await placeOf(anna.page)) - (log?.y ?? 0))).toBeLessThan(60)
  })

  test('that was unfolded and folded at the end lets the log follow what comes', async ({
    tea,
  }) => {
    const { anna, bob, room, enter, talk, message } = tea
    await talk(20)
    await bob.post(room, wall(80))
    await enter()
    await anna.button('Show all of it').click()
    const read = await placeOf(anna.page)
    await talk(1, 21)
    await anna.page.getByRole('button', { name: '1 new message' }).waitFor()
    expect(await placeOf(anna.page), 'while it is read').toBe(read)
    await anna.page.getByRole('button', { name: '1 new message' }).click()
    await expect.poll(() => message(21).isVisible()).toBe(true)
    await talk(1, 22)
    await message(22).waitFor()
    const box = await message(22).boundingBox()
    const log = await anna.page.getByRole('log').boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(
      (log?.y ?? 0) + (log?.height ?? 0),
    )
  })
})

import { describe, expect } from 'vitest'
import { onePage, test as withAMouse } from './one-page.ts'

const phone = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } }

const test = onePage(phone)

describe('on a touch screen', () => {
  test('Enter makes a line, and the button sends', async ({ tea }) => {
    const { anna, bob, room, enter } = tea
    await enter()
    const field = anna.composer()
    expect(await field.getAttribute('enterkeyhint')).toBe('enter')
    await field.tap()
    await field.pressSequentially('shopping:')
    await field.press('Enter')
    await field.pressSequentially('milk')
    expect(await field.inputValue()).toBe('shopping:\nmilk')
    await anna.button('Send').tap()
    await expect.poll(() => anna.articles().count()).toBe(1)
    expect((await bob.history(room)).messages.map(({ body }) => body)).toEqual(['shopping:\nmilk'])
  })

  test('Enter still takes the emoji whose name is written', async ({ tea }) => {
    const { anna, enter } = tea
    await enter()
    const field = anna.composer()
    await field.pressSequentially('a :teapot')
    await anna.page.getByRole('option', { selected: true }).waitFor()
    await field.press('Enter')
    expect(await field.inputValue()).toBe('a 🫖 ')
  })

  test('with a keyboard of its own, Enter sends, until fingers type again', async ({ tea }) => {
    const { anna, enter } = tea
    await enter()
    const field = anna.composer()
    await field.press('Shift+Tab')
    await anna.page.keyboard.press('Tab')
    expect(await field.getAttribute('enterkeyhint')).toBe('send')
    await field.pressSequentially('«by keys»')
    await field.press('Enter')
    await anna.waitForMessages(['«by keys»'])
    await field.tap()
    await field.pressSequentially('two')
    await field.press('Enter')
    await field.pressSequentially('lines')
    expect(await field.inputValue()).toBe('two\nlines')
    await field.press('Control+Enter')
    await anna.waitForMessages(['«by keys»', 'two'])
  })
})

withAMouse('with a mouse, Enter sends and Shift+Enter makes a line', async ({ tea }) => {
  const { anna, bob, room, enter } = tea
  await enter()
  const field = anna.composer()
  expect(await field.getAttribute('enterkeyhint')).toBe('send')
  await field.pressSequentially('one')
  await field.press('Shift+Enter')
  await field.pressSequentially('two')
  await field.press('Enter')
  await expect.poll(() => anna.articles().count()).toBe(1)
  expect((await bob.history(room)).messages.map(({ body }) => body)).toEqual(['one\ntwo'])
})

withAMouse(
  'nothing goes on looking hovered over after a touch: hovering is styled only where one can',
  async ({ anna }) => {
    const rules = await anna.page.evaluate<{ rule: string; where: string[] }[]>(`(() => {
    const walk = (rule, around) => {
      const where = rule.media ? [...around, rule.media.mediaText] : around
      const found = rule.selectorText?.includes(':hover') ? [{ rule: rule.selectorText, where }] : []
      return [...found, ...[...(rule.cssRules ?? [])].flatMap((each) => walk(each, where))]
    }
    return [...document.styleSheets].flatMap((sheet) =>
      [...sheet.cssRules].flatMap((rule) => walk(rule, [])))
  })()`)
    expect(rules.length, 'there are such rules').toBeGreaterThan(4)
    expect(rules.filter(({ where }) => !where.includes('(hover: hover)'))).toEqual([])
  },
)

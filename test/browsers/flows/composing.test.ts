import { describe, expect } from 'vitest'
import { annaAndBob, test } from '../browser.ts'
import { article, button, composer, type Visitor } from '../visitor.ts'

describe('who writes', () => {
  test('sends with Enter, and makes a line with Shift+Enter', async ({ browser, parlor }) => {
    const { anna, enter, posted } = await annaAndBob(browser, parlor)
    await enter()
    await anna.click(composer)
    await anna.type('one')
    await anna.press('Shift+Enter')
    await anna.type('two')
    await anna.press('Enter')
    await expect.poll(() => anna.count(article)).toBe(1)
    await expect.poll(() => anna.value(composer)).toBe('')
    await anna.press('Enter')
    await anna.type('three')
    await anna.press('Enter')
    await expect.poll(posted).toEqual(['one\ntwo', 'three'])
  })

  test('moves in the lines with the arrows', async ({ browser, parlor }) => {
    const { anna, enter } = await annaAndBob(browser, parlor)
    await enter()
    await anna.click(composer)
    await anna.type('ab')
    await anna.press('Shift+Enter')
    await anna.type('cd')
    await anna.press('ArrowUp')
    await anna.type('x')
    await anna.press('ArrowDown', 'End')
    await anna.type('y')
    expect(await anna.value(composer)).toBe('abx\ncdy')
  })

  test('takes an emoji by its name, with keys or by a click, and can take it back', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter } = await annaAndBob(browser, parlor)
    await enter()
    const option = { role: 'option', text: ':smile:' } as const
    const ways: [string, () => Promise<void>][] = [
      [':smile:', async () => {}],
      [':smile', () => anna.press('Enter')],
      [':smil', () => anna.press('Tab')],
      [':smil', () => anna.press('ArrowDown', 'ArrowUp', 'Tab')],
      [':smil', () => anna.click(option)],
    ]
    for (const [typed, take] of ways) {
      await anna.fill(composer, '')
      await anna.type(`good morning ${typed}`)
      if (!typed.endsWith(':')) await anna.sees(option)
      await take()
      await expect.poll(() => anna.value(composer)).toMatch(/^good morning \p{Emoji}\S* $/u)
      const taken = await anna.value(composer)
      await anna.window.undo()
      await expect.poll(() => anna.value(composer)).toBe(`good morning ${typed}`)
      await anna.window.redo()
      await expect.poll(() => anna.value(composer)).toBe(taken)
      await anna.window.undo()
      await anna.type(' x')
      await expect.poll(() => anna.value(composer)).toBe(`good morning ${typed} x`)
    }
  })

  test('sends colons that begin no emoji as they are, and spaces before the first word', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter, posted } = await annaAndBob(browser, parlor)
    await enter()
    await anna.click(composer)
    const texts = [':DD', 'fun :-P', 'meet at 10:30', ':te', '    if x:']
    for (const [sent, text] of texts.entries()) {
      await anna.type(text)
      await anna.press('Enter')
      await expect.poll(() => anna.count(article)).toBe(sent + 1)
    }
    expect(await posted()).toEqual(texts)
    const indent = await anna.evaluate<number>(`(() => {
      const body = [...document.querySelectorAll('article .body')].at(-1)
      const range = document.createRange()
      range.setStart(body.firstChild, 4)
      range.setEnd(body.firstChild, 5)
      return range.getBoundingClientRect().left - body.getBoundingClientRect().left
    })()`)
    expect(indent).toBeGreaterThan(10)
  })

  test('with an input method sends nothing with the Enter that ends a word', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter, posted } = await annaAndBob(browser, parlor)
    await enter()
    await anna.click(composer)
    await anna.paste('日本')
    for (const composing of [
      // As Chromium and Firefox say it, and as Safari does, for which the word has ended by then.
      `['compositionstart', 'Enter isComposing', 'compositionend']`,
      `['compositionstart', 'compositionend', 'Enter 229']`,
    ]) {
      await anna.evaluate(compose(composing))
      expect(await anna.value(composer)).toBe('日本')
    }
    expect(await posted()).toEqual([])
    await anna.press('Enter')
    await expect.poll(posted).toEqual(['日本'])
  })

  test('with an input method of the machine has what it makes of keys, and sends it with the next Enter', async ({
    browser,
    parlor,
    skip,
  }) => {
    if (!browser.inputMethod) skip('This driver has no input method.')
    const { anna, enter, posted } = await annaAndBob(browser, parlor)
    await enter()
    await anna.click(composer)
    await anna.evaluate(`void addEventListener('compositionend', () => {
      globalThis.composed = (globalThis.composed ?? 0) + 1
    }, true)`)
    for (const [number, text] of [
      ['65e5', '日'],
      ['672c', '日本'],
    ] as const) {
      await anna.press('Control+Shift+u')
      await anna.type(number)
      await expect.poll(() => anna.value(composer)).toBe(`${text.slice(0, -1)}u${number}`)
      await anna.press('Enter')
      await expect.poll(() => anna.value(composer)).toBe(text)
    }
    expect(await anna.evaluate('globalThis.composed')).toBeGreaterThan(0)
    expect(await posted()).toEqual([])
    await anna.press('Enter')
    await expect.poll(posted).toEqual(['日本'])
    await expect.poll(() => anna.value(composer)).toBe('')
  })

  test('by touch, sends with the button, once', async ({ browser, parlor }) => {
    const { anna, enter, posted } = await annaAndBob(browser, parlor)
    await enter()
    await anna.evaluate(`addEventListener('pointerdown', ({ pointerType }) => {
      globalThis.pointed = pointerType
    }, true)`)
    await anna.tap(composer)
    await anna.type('by touch')
    await anna.tap(button('Send'))
    await expect.poll(posted).toEqual(['by touch'])
    expect(await anna.evaluate('pointed')).toBe(browser.touch ? 'touch' : 'mouse')
    await expect.poll(() => anna.value(composer)).toBe('')
  })

  test.for([
    ['a megabyte of prose', 'Lorem ipsum dolor sit amet. '.repeat(37_000)],
    // WebKit takes minutes for ten times as many, in an empty page as well.
    ['eight thousand lines', 'a line of it\n'.repeat(8_000)],
    ['a megabyte of one word', 'x'.repeat(1_000_000)],
  ])('keeps %s that was pasted, and can go on', async ([, text = ''], { browser, parlor }) => {
    const { anna, enter, posted } = await annaAndBob(browser, parlor)
    await enter()
    await anna.click(composer)
    await anna.paste(text)
    await anna.type('y')
    const length = () => anna.evaluate('document.querySelector("textarea").value.length')
    await expect.poll(length).toBe(text.length + 1)
    await anna.press('Enter')
    await expectTooLong(anna)
    await anna.press('Control+a')
    await anna.type('short')
    await anna.press('Enter')
    await expect.poll(posted).toEqual(['short'])
  })
})

async function expectTooLong(anna: Visitor): Promise<void> {
  const send = button('Send')
  expect(await anna.attribute(send, 'aria-disabled')).toBe('true')
  // Drawn by the style sheet: a button's name is not to change while one types.
  const count = { css: '.too-many', within: send }
  expect(await anna.attribute(count, 'data-count')).toMatch(/^−\d+(\.\d+)?[KM]$/)
  expect(await anna.count(article)).toBe(0)
}

/** Events of an input method, as systems have them that none of these drivers runs on. */
const compose = (events: string) => `void (() => {
  const field = document.querySelector('textarea')
  for (const event of ${events}) {
    const [name, how] = event.split(' ')
    const init = { bubbles: true, cancelable: true }
    if (!how) field.dispatchEvent(new CompositionEvent(name, { ...init, data: '日本' }))
    else {
      const key = new KeyboardEvent('keydown', { ...init, key: name, isComposing: how !== '229' })
      Object.defineProperty(key, 'keyCode', { value: 229 })
      field.dispatchEvent(key)
    }
  }
})()`

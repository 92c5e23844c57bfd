import { describe, expect } from 'vitest'
import { test } from './browser.ts'
import { annaAndBob } from './conversation.ts'

describe('who writes', () => {
  test('with an input method sends nothing with the Enter that ends a word', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter } = await annaAndBob(browser, parlor)
    await enter()
    const field = anna.composer()
    const device = await anna.page.context().newCDPSession(anna.page)
    const word = { text: 'にほん', selectionStart: 3, selectionEnd: 3 }
    await device.send('Input.imeSetComposition', word)
    await expect.poll(() => field.inputValue()).toBe('にほん')
    await anna.page.keyboard.press('Enter')
    expect(await anna.page.getByRole('list', { name: 'Being sent' }).count()).toBe(0)
    expect(await anna.articles().count()).toBe(0)
    await device.send('Input.insertText', { text: '日本' })
    await expect.poll(() => field.inputValue()).toContain('日本')
    await anna.page.keyboard.press('Enter')
    await anna.articles().filter({ hasText: '日本' }).waitFor()
    expect(await anna.articles().count()).toBe(1)
  })

  test('is told how much room is left near the limit, and cannot send more', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter } = await annaAndBob(browser, parlor)
    await enter()
    const field = anna.composer()
    const count = anna.page.locator('.count')
    await field.fill('x'.repeat(3799))
    expect(await count.textContent()).toBe('')
    // An emoji is one character, as the server counts.
    await field.fill(`${'x'.repeat(3800)}🫖`)
    await expect.poll(() => count.textContent()).toBe('199 characters left')
    await field.fill('x'.repeat(4002))
    await expect.poll(() => count.textContent()).toBe('2 characters too many')
    await field.press('Enter')
    expect(await field.inputValue()).toHaveLength(4002)
    await field.press('Backspace')
    await field.press('Backspace')
    await field.press('Enter')
    await expect.poll(() => anna.articles().count()).toBe(1)
  })

  test('can choose an emoji by its name, with the arrows, or by typing all of it', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter } = await annaAndBob(browser, parlor)
    await enter()
    const field = anna.composer()
    const options = anna.page.getByRole('option')
    await field.pressSequentially('A cup of :teapo')
    await options.filter({ hasText: ':teapot:' }).waitFor()
    await field.press('Enter')
    expect(await field.inputValue()).toBe('A cup of 🫖 ')

    await field.pressSequentially(':tea')
    await expect.poll(() => options.count()).toBeGreaterThan(1)
    const [first, second] = await options.allTextContents()
    await field.press('ArrowDown')
    const chosen = anna.page.getByRole('option', { selected: true })
    expect(await chosen.textContent()).toBe(second)
    await field.press('ArrowUp')
    expect(await chosen.textContent()).toBe(first)
    await field.press('Escape')
    await options.first().waitFor({ state: 'detached' })
    expect(await field.inputValue()).toBe('A cup of 🫖 :tea')

    await field.fill('')
    await field.pressSequentially('at 9:30 a :tea:')
    await expect.poll(() => field.inputValue()).toBe('at 9:30 a 🍵 ')
    await field.press('Enter')
    await anna.waitForMessages(['at 9:30 a 🍵'])
  })

  test('can begin with spaces, and sees them in the log; empty lines around the text go', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
    await enter()
    const texts = ['    if x:\n\treturn  y', '\tone tab', '\u3000字下げ']
    for (const text of texts) {
      await anna.composer().fill(`\n  \n${text} \n\n `)
      await anna.composer().press('Enter')
    }
    await expect.poll(() => anna.articles().count()).toBe(3)
    expect((await bob.history(room)).messages.map(({ body }) => body)).toEqual(texts)
    const bodies = anna.articles().locator('.body')
    const indents = await bodies.evaluateAll((all) =>
      all.map((body) => {
        const first = body.ownerDocument.createRange()
        const text = body.firstChild?.textContent ?? ''
        first.setStart(body.firstChild ?? body, text.search(/\S/))
        first.setEnd(body.firstChild ?? body, text.search(/\S/) + 1)
        return first.getBoundingClientRect().left - body.getBoundingClientRect().left
      }),
    )
    for (const indent of indents) expect(indent).toBeGreaterThan(10)
  })

  test('can paste a long text: the log stays in sight, and the message is folded until asked', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter } = await annaAndBob(browser, parlor)
    await enter()
    const { page } = anna
    const field = anna.composer()
    const height = async (of: typeof field) => (await of.boundingBox())?.height ?? 0
    const empty = await height(field)
    await field.focus()
    await page.keyboard.insertText(Array.from({ length: 90 }, (_, n) => `line ${n + 1}`).join('\n'))
    expect(await height(field)).toBeGreaterThan(empty * 2)
    expect(await height(page.getByRole('log'))).toBeGreaterThan(150)
    await page.keyboard.press('Enter')
    const article = anna.articles().first()
    await article.waitFor()
    expect(await height(field)).toBe(empty)
    const folded = await height(article)
    await article.getByRole('button', { name: 'Show all of it' }).click()
    expect(await height(article)).toBeGreaterThan(folded * 2)
    await article.getByRole('button', { name: 'Show less' }).click()
    expect(await height(article)).toBe(folded)
  })
})

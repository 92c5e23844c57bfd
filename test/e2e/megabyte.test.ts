import { describe, expect } from 'vitest'
import { test } from './browser.ts'
import { annaAndBob } from './conversation.ts'

/** Each is a million characters long, and each was hard on another part of the page. */
const texts: [string, string][] = [
  ['prose', 'Lorem ipsum dolor sit amet. '.repeat(37_000)],
  ['short lines', 'a line of it\n'.repeat(80_000)],
  ['one word', 'x'.repeat(1_000_000)],
  ['begun emoji', ' :te'.repeat(250_000)],
]

describe('a megabyte pasted', () => {
  test('of prose, short lines, one word or begun emoji is kept, and more can be typed', async ({
    browser,
    parlor,
  }) => {
    const permissions = ['clipboard-read', 'clipboard-write']
    const { anna, enter } = await annaAndBob(browser, parlor, { permissions })
    await enter()
    const field = anna.composer()
    const posted: string[] = []
    for (const [name, text] of texts) {
      await anna.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
      await field.focus()
      await anna.page.keyboard.press('Control+v')
      await anna.page.keyboard.type('y')
      expect((await field.inputValue()).length, name).toBe(text.length + 1)
      // Drawn by the style, so that the button's name stays as it is.
      const count = await anna.page.locator('.too-many').getAttribute('data-count')
      expect(count, name).toMatch(/^−\d+(\.\d+)?[KM]$/)
      await anna.page.keyboard.press('Enter')
      expect(await anna.articles().count(), name).toBe(posted.length)
      await anna.page.keyboard.press('Control+a')
      await anna.page.keyboard.type(`short after ${name}`)
      await anna.page.keyboard.press('Enter')
      posted.push(`short after ${name}`)
      await anna.waitForMessages(posted)
    }
  })

  test('is not stored with every key, and outlives a reload', async ({ browser, parlor }) => {
    const { anna, enter } = await annaAndBob(browser, parlor)
    const { page } = anna
    await enter()
    const text = 'Lorem ipsum dolor sit amet. '.repeat(37_000)
    await anna.composer().focus()
    await page.keyboard.insertText(text)
    const stored = await page.evaluate<number>(`(() => {
      const { setItem } = Storage.prototype
      let stored = 0
      Storage.prototype.setItem = function (name, value) {
        stored += value.length
        setItem.call(this, name, value)
      }
      for (let n = 0; n < 5; n += 1) document.execCommand('insertText', false, 'y')
      Storage.prototype.setItem = setItem
      return stored
    })()`)
    expect(stored).toBe(0)
    await page.reload()
    await expect.poll(() => anna.composer().inputValue()).toBe(`${text}yyyyy`)
    await page.getByRole('button', { name: 'Attach it as a file' }).click()
    const tray = page.getByRole('list', { name: 'Attached files' })
    await tray.getByText('Text.txt').waitFor()
    await tray.getByText('Ready').waitFor()
    expect(await anna.composer().inputValue()).toBe('')
  })
})

import { describe, expect } from 'vitest'
import { annaAndBob, test } from '../browser.ts'
import { button, textbox } from '../visitor.ts'

describe('the languages', () => {
  test('can be chosen, go the way they are read, and are kept over a reload', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter, talk, message } = await annaAndBob(browser, parlor)
    await talk(1)
    await enter()
    await anna.sees(message(1))
    for (const [language, direction, account, preferences, field, leave] of [
      ['de', 'ltr', 'Your account', 'Preferences', 'Nachricht', 'Verlassen'],
      ['ar', 'rtl', 'Dein Konto', 'Einstellungen', 'الرسالة', 'مغادرة الغرفة'],
    ] as const) {
      await anna.click(button(account))
      await anna.click(button(preferences))
      await anna.evaluate(`void (() => {
        const choice = document.querySelector('dialog select')
        choice.value = '${language}'
        choice.dispatchEvent(new Event('change', { bubbles: true }))
      })()`)
      await anna.press('Escape')
      await anna.seesNo({ role: 'dialog' })
      for (const _ of ['chosen', 'kept']) {
        await anna.sees(textbox(field))
        await anna.sees(button(leave))
        expect(
          await anna.evaluate('[document.documentElement.lang, document.documentElement.dir]'),
        ).toEqual([language, direction])
        await anna.reload()
        await anna.sees(message(1))
      }
    }
    // What stands at the start of a line stands on the right now, and nothing is pushed out of sight.
    const [logOut, brand] = [await anna.box({ css: '.log-out' }), await anna.box({ css: '.brand' })]
    expect(logOut.right).toBeLessThan(brand.left)
    expect(
      await anna.evaluate('document.documentElement.scrollWidth - innerWidth'),
    ).toBeLessThanOrEqual(0)
    const field = textbox('الرسالة')
    await anna.fill(field, 'مرحبا')
    await anna.press('Enter')
    await anna.seesMessages('«1»', 'مرحبا')
  })
})

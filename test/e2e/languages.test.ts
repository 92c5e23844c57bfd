import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { limits } from '../../src/protocol/limits.ts'
import { ar } from '../../src/web/locale/ar.ts'
import { de } from '../../src/web/locale/de.ts'
import type { Texts } from '../../src/web/locale/en.ts'
import { ar as arOfMessages } from '../../src/web/locale/message/ar.ts'
import { de as deOfMessages } from '../../src/web/locale/message/de.ts'
import { aName } from '../support/examples.ts'
import { aNewcomer, test } from './browser.ts'
import { annaAndBob } from './conversation.ts'

const languages: [string, Texts][] = [
  ['de', de],
  ['ar', ar],
]

/** Fills in a form and sends it, and waits for what stands beside the field that was refused. */
async function refusalOf(page: Page, fields: Record<string, string>, action: string) {
  const form = page.locator('form').filter({ has: page.getByRole('button', { name: action }) })
  for (const [name, value] of Object.entries(fields)) {
    await form.locator(`[name=${name}]`).fill(value)
  }
  await form.getByRole('button', { name: action }).click()
  return form.locator('.error')
}

describe.for(languages)('in %s', ([language, words]) => {
  test('the page is never first shown in another language; nor is what only the server knows to be wrong said in one', async ({
    browser,
    parlor,
  }) => {
    const { page, password } = await aNewcomer(browser, parlor, 'anna', { locale: language })
    await page.addInitScript(`new MutationObserver(() => {
      const button = document.querySelector('form button')
      if (button) window.firstWords ??= button.textContent
    }).observe(document, { childList: true, subtree: true })`)
    await page.goto('/')
    await page.getByRole('button', { name: words.welcome.logIn, exact: true }).waitFor()
    expect(await page.evaluate('window.firstWords')).toBe(words.welcome.logIn)

    const { createAccount } = words.welcome
    const error = await refusalOf(
      page,
      { username: aName('anna'), password: 'password' },
      createAccount,
    )
    await error.filter({ hasText: words.errors.byField.too_common ?? '?' }).waitFor()
    for (const [username, sentence] of [
      ['-anna-', words.errors.byField.unusual_signs],
      [`an${'\u0315'.repeat(6)}na`, words.errors.byField.too_many_accents],
    ] as const) {
      await refusalOf(page, { username, password }, createAccount)
      await error.filter({ hasText: sentence ?? '?' }).waitFor()
    }

    await refusalOf(page, { username: aName('anna'), password }, createAccount)
    const naming = await refusalOf(page, { name: '\u202etea' }, words.rooms.create)
    await naming.filter({ hasText: words.errors.byField.unseen_signs ?? '?' }).waitFor()
  })
})

test('why a message was refused is said in the language of the page, whichever it is by then', async ({
  browser,
  parlor,
}) => {
  const { anna, enter } = await annaAndBob(browser, parlor)
  const { page } = anna
  await enter()
  // To the page this is text; to the server it is nothing that anyone could read.
  await anna.send('\u200b')
  const state = page.locator('[data-state=refused] .state')
  await state.filter({ hasText: 'Not sent: Please fill this in.' }).waitFor()
  const refused = [deOfMessages.sending.refused, arOfMessages.sending.refused]
  for (const [at, [language, words]] of languages.entries()) {
    await page.evaluate(`localStorage.setItem('language', '${language}')`)
    await page.reload()
    // A page whose words are slow to come begins in English, and turns when they do.
    const sentence = `${refused[at]} ${words.errors.required}`
    await expect.poll(() => state.textContent()).toBe(sentence)
  }
})

test('what stands beside a field follows the language that one changes to', async ({
  browser,
  parlor,
}) => {
  const { page, password } = await aNewcomer(browser, parlor, 'anna', { locale: 'en' })
  await page.goto('/')
  const checkedHere = await refusalOf(page, { username: 'a', password: '' }, 'Create account')
  await checkedHere.filter({ hasText: 'Use at least' }).waitFor()
  const toldByTheServer = await refusalOf(page, { username: aName('anna'), password }, 'Log in')
  await toldByTheServer.filter({ hasText: 'do not match' }).waitFor()
  for (const [language, { welcome, errors }] of languages) {
    await page.locator('.site-header nav button').click()
    await page.locator('dialog select').selectOption(language)
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: welcome.logIn }).waitFor()
    expect(await page.locator('.error').allTextContents()).toEqual([
      errors.byCode.invalid_credentials,
      errors.tooShort(limits.username.min),
      errors.required,
    ])
  }
})

test('times are the reader’s own, on a page in another language', async ({ browser, parlor }) => {
  const { anna, enter } = await annaAndBob(browser, parlor, { locale: 'de-AT' })
  await anna.page.addInitScript("localStorage.setItem('language', 'en')")
  await enter()
  await anna.say('«now»')
  expect(await anna.articles().locator('time').textContent()).toMatch(/^\d\d:\d\d$/)
  await anna.heading('Today').waitFor()
})

test('times are written as in the reader’s own region', async ({ browser, parlor }) => {
  const { anna, enter } = await annaAndBob(browser, parlor, { locale: 'en-GB' })
  await enter()
  await anna.say('«now»')
  expect(await anna.articles().locator('time').textContent()).toMatch(/^\d\d:\d\d$/)
})

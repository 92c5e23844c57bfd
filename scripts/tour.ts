import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core'
import { unpackChromium } from '../test/e2e/chromium.ts'
import { Guest, startParlor } from './pictures/parlor.ts'
import { type Step, talkByFingers, talkByKeys } from './tour/conversation.ts'
import type { Tourist } from './tour/hands.ts'
import { words } from './tour/words.ts'

/**
 * `npm run tour`: three people go through all that one does with others, one by keys alone, one by fingers
 * alone on a narrow phone, one who looks on; in each language, light and dark. Pictures of every step come
 * into screenshots/tour. `-- de` takes one language. Ends with 1 if a step failed.
 */
const into = 'screenshots/tour'
const wanted = process.argv.slice(2)
const desk = { viewport: { width: 1280, height: 800 } }
const tablet = { viewport: { width: 768, height: 1024 } }
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
const failures: string[] = []

const profile = await mkdtemp(join(tmpdir(), 'parlor-chromium-'))
const parlor = await startParlor()
const packaged = await unpackChromium(profile)
const { FONTCONFIG_FILE, ...env } = packaged.env
const fonts = existsSync('/etc/fonts/fonts.conf') ? env : packaged.env
const browser = await chromium.launch({ ...packaged, env: fonts })
try {
  await mkdir(into, { recursive: true })
  for (const language of ['en', 'de', 'ar'] as const) {
    if (wanted.length === 0 || wanted.includes(language)) await tour(browser, language)
  }
} finally {
  await browser.close()
  await parlor.stop()
  await rm(profile, { recursive: true, force: true })
}
for (const failure of failures) console.error(failure)
process.exitCode = failures.length > 0 ? 1 : 0

async function tour(browser: Browser, language: 'en' | 'de' | 'ar'): Promise<void> {
  const guests = await Promise.all(
    ['Anna', 'Bob', 'Cleo'].map((name) => new Guest(parlor.url, `${name} ${language}`).signUp()),
  )
  const [annaOut, bobOut, cleoOut] = guests
  if (!annaOut || !bobOut || !cleoOut) throw new Error('The three did not come.')
  const room = `Kitchen ${language}`
  const id = await annaOut.createRoom(room)
  if (language === 'en') await annaOut.decide()
  await bobOut.say(id, 'good morning')
  const dark = language === 'de'
  const look = (isDark: boolean): BrowserContextOptions => ({
    colorScheme: isDark ? 'dark' : 'light',
  })
  const anna = await arrive(annaOut, '/rooms', { ...desk, ...look(dark) })
  const bob = await arrive(bobOut, `/rooms/${id}`, { ...phone, ...look(!dark) })
  const cleo = await arrive(cleoOut, `/rooms/${id}`, { ...tablet, ...look(!dark) })
  await talkByKeys(anna, [bob, cleo], room, steps('keys', anna, [bob, cleo]))
  await talkByFingers(bob, [anna, cleo], steps('fingers', bob, [anna, cleo]))
  for (const { page } of [anna, bob, cleo]) await page.context().close()

  async function arrive(
    guest: Guest,
    path: string,
    options: BrowserContextOptions,
  ): Promise<Tourist> {
    const context = await browser.newContext({
      baseURL: parlor.url,
      locale: { en: 'en-GB', de: 'de-DE', ar: 'ar-EG' }[language],
      serviceWorkers: 'block',
      permissions: ['clipboard-read', 'clipboard-write'],
      ...options,
    })
    context.setDefaultTimeout(8000)
    const [name = '', value = ''] = guest.cookie.split('=')
    await context.addCookies([{ name, value, url: parlor.url }])
    const page = await context.newPage()
    page.on('pageerror', (error) => failures.push(`${language}: ${guest.name}: ${error}`))
    await page.goto(path)
    await page.locator('h1').waitFor()
    return { name: guest.name, page, words: words[language] }
  }

  function steps(by: string, actor: Tourist, others: Tourist[]): Step {
    let number = 0
    return async (name, deed) => {
      number += 1
      const what = `${language}-${by}-${String(number).padStart(2, '0')}-${name}`
      try {
        await deed()
      } catch (error) {
        const focus = await actor.page.evaluate('document.activeElement?.outerHTML.slice(0, 200)')
        failures.push(
          `${what}: ${String(error).split('\n').slice(0, 4).join(' ')} [focus: ${focus}]`,
        )
        console.log(`${what} FAILED`)
      }
      for (const [at, { page }] of [actor, ...others].entries()) {
        if (at === 0 || name === 'pin' || name === 'mention' || name === 'delete')
          await page.screenshot({ path: join(into, `${what}${at === 0 ? '' : `-other${at}`}.png`) })
      }
    }
  }
}

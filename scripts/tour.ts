import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { unpackChromium } from '../test/e2e/chromium.ts'
import { Guest, startParlor } from './pictures/parlor.ts'
import { endAnAccount } from './tour/account.ts'
import { fallOut, lookAfter } from './tour/care.ts'
import { type Step, talkByFingers, talkByKeys } from './tour/conversation.ts'
import { Fingers, Keys, type Tourist } from './tour/hands.ts'
import { look, lost } from './tour/look.ts'
import { type LookedAt, namesIn, type Walker } from './tour/party.ts'
import { keepARoom, settleIn } from './tour/places.ts'
import { words } from './tour/words.ts'

/**
 * `npm run tour`: three people go through all that one does with others, by keys alone and by fingers
 * alone on a narrow phone; in each language, light and dark. First they talk; then they do what is done
 * about people and places, from the first account to its end, and each step is looked at by axe, too.
 * Pictures of every step come into screenshots/tour. `-- de` takes one language, `-- talk` or
 * `-- people` one half, `-- keys` or `-- fingers` one way to walk the second. Ends with 1 if a step failed.
 */
const into = 'screenshots/tour'
const asked = process.argv.slice(2)
const desk = { viewport: { width: 1280, height: 800 } }
const tablet = { viewport: { width: 768, height: 1024 } }
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
const failures: string[] = []
function fail(what: string): void {
  failures.push(what)
  console.error(what)
}

type Language = keyof typeof words
type Parlor = Awaited<ReturnType<typeof startParlor>>

const profile = await mkdtemp(join(tmpdir(), 'parlor-chromium-'))
const packaged = await unpackChromium(profile)
const { FONTCONFIG_FILE, ...env } = packaged.env
const fonts = existsSync('/etc/fonts/fonts.conf') ? env : packaged.env
const browser = await chromium.launch({ ...packaged, env: fonts })
try {
  await mkdir(into, { recursive: true })
  for (const language of wanted(['en', 'de', 'ar'])) {
    for (const half of wanted(['talk', 'people'])) {
      if (half === 'talk') await atAParlor((parlor) => talk(parlor, language))
      else
        for (const by of wanted(['keys', 'fingers'])) {
          await atAParlor((parlor) => people(parlor, language, by))
        }
    }
  }
} finally {
  await browser.close()
  await rm(profile, { recursive: true, force: true })
}
process.exitCode = failures.length > 0 ? 1 : 0

/** Those that were asked for; all, if none was. */
function wanted<Name extends string>(all: readonly Name[]): readonly Name[] {
  const chosen = all.filter((name) => asked.includes(name))
  return chosen.length > 0 ? chosen : all
}

async function atAParlor(walk: (parlor: Parlor) => Promise<void>): Promise<void> {
  const parlor = await startParlor()
  await walk(parlor).finally(() => parlor.stop())
}

async function talk(parlor: Parlor, language: Language): Promise<void> {
  const guests = await Promise.all(
    ['Anna', 'Bob', 'Cleo'].map((name) => new Guest(parlor.url, `${name} ${language}`).signUp()),
  )
  const [annaOut, bobOut, cleoOut] = guests
  if (!annaOut || !bobOut || !cleoOut) throw new Error('The three did not come.')
  const room = `Kitchen ${language}`
  const id = await annaOut.createRoom(room)
  for (const guest of guests) await guest.decide().catch(() => {})
  await bobOut.say(id, 'good morning')
  const isDark = language === 'de'
  const arrive = async (guest: Guest, path: string, options: BrowserContextOptions) => {
    const page = await open(parlor, language, guest.name, options)
    const [name = '', value = ''] = guest.cookie.split('=')
    await page.context().addCookies([{ name, value, url: parlor.url }])
    await page.goto(path)
    await page.locator('h1').waitFor()
    return { name: guest.name, page, words: words[language] }
  }
  const anna = await arrive(annaOut, '/rooms', { ...desk, ...colours(isDark) })
  const bob = await arrive(bobOut, `/rooms/${id}`, { ...phone, ...colours(!isDark) })
  const cleo = await arrive(cleoOut, `/rooms/${id}`, { ...tablet, ...colours(!isDark) })
  await talkByKeys(anna, [bob, cleo], room, steps('keys', anna, [bob, cleo]))
  await talkByFingers(bob, [anna, cleo], steps('fingers', bob, [anna, cleo]))
  for (const { page } of [anna, bob, cleo]) await page.context().close()

  function steps(by: string, actor: Tourist, others: Tourist[]): Step {
    let number = 0
    return async (name, deed) => {
      number += 1
      const what = `${language}-${by}-${String(number).padStart(2, '0')}-${name}`
      await attempt(what, actor.page, deed)
      for (const [at, { page }] of [actor, ...others].entries()) {
        if (at === 0 || name === 'pin' || name === 'mention' || name === 'delete')
          await page.screenshot({ path: join(into, `${what}${at === 0 ? '' : `-other${at}`}.png`) })
      }
    }
  }
}

async function people(parlor: Parlor, language: Language, by: 'keys' | 'fingers'): Promise<void> {
  const byTouch = by === 'fingers'
  const names = namesIn[language]
  const isDark = (language === 'de') !== byTouch
  const arrive = async (name: string): Promise<Walker> => {
    const options = { ...(byTouch ? phone : desk), ...colours(isDark) }
    const page = await open(parlor, language, name, options)
    const tourist = { name, page, words: words[language] }
    const hands = byTouch ? new Fingers(tourist) : new Keys(tourist)
    return { ...tourist, hands, password: `the long sentence of ${name}` }
  }
  const [anna, bob, cleo] = [
    await arrive(names.people[0]),
    await arrive(names.people[1]),
    await arrive(names.people[2]),
  ]
  let number = 0
  const step: LookedAt = async ({ page, name: who }, name, deed) => {
    number += 1
    const index = names.people.indexOf(who)
    const what = `people-${language}-${by}-${String(number).padStart(2, '0')}-${name}-${'abc'[index]}`
    const address = page.url()
    if (await attempt(what, page, deed)) {
      const isElsewhere = page.url() !== address
      const wrong = [
        ...(await look(page, { byTouch })),
        ...(byTouch || isElsewhere ? [] : await lost(page)),
      ]
      for (const each of wrong) fail(`${what}: ${each}`)
    }
    await page.screenshot({ path: join(into, `${what}.png`) })
  }
  const party = { anna, bob, cleo, names, step }
  for (const part of [settleIn, keepARoom, fallOut, lookAfter, endAnAccount]) await part(party)
  for (const { page } of [anna, bob, cleo]) await page.context().close()
}

/** Does it, and says if it could not be done. */
async function attempt(what: string, page: Page, deed: () => Promise<unknown>): Promise<boolean> {
  try {
    await deed()
    return true
  } catch (error) {
    const focus = await page.evaluate('document.activeElement?.outerHTML.slice(0, 200)')
    fail(`${what}: ${String(error).split('\n').slice(0, 4).join(' ')} [focus: ${focus}]`)
    return false
  }
}

async function open(
  parlor: Parlor,
  language: Language,
  name: string,
  options: BrowserContextOptions,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: parlor.url,
    locale: { en: 'en-GB', de: 'de-DE', ar: 'ar-EG' }[language],
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  })
  context.setDefaultTimeout(8000)
  const page = await context.newPage()
  page.on('pageerror', (error) => fail(`${language}: ${name}: ${error}`))
  return page
}

function colours(isDark: boolean): BrowserContextOptions {
  return { colorScheme: isDark ? 'dark' : 'light' }
}

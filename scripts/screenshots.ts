import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { unpackChromium } from '../test/e2e/chromium.ts'
import { startParlor } from './pictures/parlor.ts'
import { type Scene, scenes } from './pictures/scenes.ts'

/**
 * `npm run screenshots`: every page and state at three widths, light and dark, into screenshots/.
 * `npm run screenshots -- NAME…` takes only the states whose name contains one of the words,
 * `-- --exactly NAME…` those that are called so.
 */
const into = 'screenshots'
const widths = { 360: 740, 768: 1024, 1440: 900 }
const wanted = process.argv.slice(2).filter((word) => word !== '--exactly')
const isExact = process.argv.includes('--exactly')
const isWanted = (name: string) =>
  wanted.length === 0 || wanted.some((word) => (isExact ? name === word : name.includes(word)))

const profile = await mkdtemp(join(tmpdir(), 'parlor-chromium-'))
const parlor = await startParlor()
const packaged = await unpackChromium(profile)
const browser = await chromium.launch({ ...packaged, env: withFontsOfTheMachine(packaged.env) })
try {
  await mkdir(into, { recursive: true })
  for (const scene of await scenes(parlor.url)) {
    if (!isWanted(scene.name)) continue
    for (const [width, height] of Object.entries(widths)) {
      for (const scheme of ['light', 'dark'] as const) {
        await picture(browser, scene, { width: Number(width), height }, scheme)
      }
    }
    console.log(scene.name)
  }
} finally {
  await browser.close()
  await parlor.stop()
  await rm(profile, { recursive: true, force: true })
}

/** Pictures are for people: the machine's fonts, where it has any, look better than the one packed. */
function withFontsOfTheMachine({ FONTCONFIG_FILE, ...env }: Record<string, string>) {
  return existsSync('/etc/fonts/fonts.conf') ? env : { ...env, FONTCONFIG_FILE }
}

async function picture(
  browser: Browser,
  scene: Scene,
  screen: { width: number; height: number },
  colorScheme: 'light' | 'dark',
) {
  // What is enlarged on a phone is one of the narrow pictures already.
  const zoom = screen.width < 640 ? 1 : (scene.zoom ?? 1)
  const viewport = { width: screen.width / zoom, height: screen.height / zoom }
  const context = await browser.newContext({
    baseURL: parlor.url,
    viewport,
    deviceScaleFactor: zoom,
    colorScheme,
    forcedColors: scene.forcedColours ? 'active' : 'none',
    hasTouch: screen.width < 500,
    isMobile: screen.width < 500,
    locale: scene.language ?? 'en-GB',
    serviceWorkers: 'block',
  })
  context.setDefaultTimeout(10_000)
  if (scene.who) {
    const [name = '', value = ''] = scene.who.cookie.split('=')
    await context.addCookies([{ name, value, url: parlor.url }])
  }
  const page = await context.newPage()
  await page.goto(scene.path)
  await page.locator('h1').waitFor()
  await scene.act?.(page, context)
  await page.waitForTimeout(250)
  await page.screenshot({ path: join(into, `${scene.name}-${screen.width}-${colorScheme}.png`) })
  await context.close()
}

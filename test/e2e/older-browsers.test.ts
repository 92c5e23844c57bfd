import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ESTree, parseSync, transformWithOxc, Visitor } from 'vite'
import { describe, expect } from 'vitest'
import { aPerson } from '../support/examples.ts'
import { aNewcomer, test } from './browser.ts'

const built = join(import.meta.dirname, '../../dist/web')

function files(ending: string): [string, string][] {
  return readdirSync(built, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => [file, readFileSync(join(built, file), 'utf8')])
}

/** What each of these browsers brought that Chrome 109, Firefox 115 or Safari 16 lacks (MDN). */
const newerCalls = new Set(
  `with toSpliced withResolvers groupBy fromAsync isWellFormed toWellFormed checkVisibility
  showPopover hidePopover togglePopover startViewTransition requestIdleCallback scheduler transfer
  isSubsetOf isSupersetOf isDisjointFrom symmetricDifference Segmenter DurationFormat getOrInsert
  setHTMLUnsafe parseHTMLUnsafe getHTML closedBy requestClose urlPattern URLPattern
  CloseWatcher Temporal sumPrecise toBase64 fromBase64 toHex fromHex escape`.split(/\s+/),
)
/** Used where it is there, and done without where it is not. */
const asked: [string, RegExp][] = [['field-sizing', /CSS\.supports\([`'"]field-sizing/]]

/** What a script uses, by the names of the members that it reads, and its regular expressions. */
function usesOf(code: string): { members: Set<string>; expressions: string[] } {
  const members = new Set<string>()
  const expressions: string[] = []
  const { program } = parseSync('built.js', code)
  new Visitor({
    MemberExpression(node: ESTree.MemberExpression) {
      if (!node.computed && node.property.type === 'Identifier') members.add(node.property.name)
    },
    Literal(node) {
      if ('regex' in node) expressions.push(`/${node.regex.pattern}/${node.regex.flags}`)
    },
  }).visit(program)
  return { members, expressions }
}

describe('what is built runs in Chrome 109, Firefox 115 and Safari 16', () => {
  test('with no syntax that any of them would not read', async () => {
    const scripts = files('.js')
    expect(scripts.length).toBeGreaterThan(5)
    for (const [file, code] of scripts) {
      const [asIs, lowered] = await Promise.all(
        ['esnext', ['chrome109', 'firefox115', 'safari16.0']].map((target) =>
          transformWithOxc(code, 'built.js', { target, sourcemap: false }),
        ),
      )
      expect(lowered?.code, file).toBe(asIs?.code)
    }
  })

  test('with no call that any of them lacks', () => {
    for (const [file, code] of files('.js')) {
      const { members, expressions } = usesOf(code)
      expect(
        [...members].filter((name) => newerCalls.has(name)),
        file,
      ).toEqual([])
      const newer = expressions.filter(
        (each) => /\/[a-z]*v[a-z]*$/.test(each) || /\(\?<[=!]/.test(each),
      )
      expect(newer, file).toEqual([])
      expect(code, file).not.toMatch(/RegExp\([^)]*[`'"][a-z]*v[a-z]*[`'"]\)/)
    }
  })

  test('with no style that any of them needs and lacks', () => {
    const sheets = files('.css')
    expect(sheets.length).toBeGreaterThan(0)
    for (const [file, sheet] of sheets) {
      // These two only make finer what stands without them.
      const style = sheet
        .replaceAll(':has([aria-invalid=true])', '')
        .replaceAll(':not(:has(button))', '')
      for (const newer of [
        /:has\(/,
        /:dir\(/,
        /light-dark\(/,
        /color-mix\(/,
        /@scope/,
        /[\d.]r?lh\b/,
        /:popover-open/,
        /position-anchor/,
        /rgb\(from/,
        /[;{]\s*&/,
      ]) {
        expect(style.match(newer)?.[0], `${newer} in ${file}`).toBeUndefined()
      }
      if (style.includes('oklch(')) expect(style).toMatch(/@supports not \(color: ?oklch/)
      if (style.includes('field-sizing')) {
        expect(files('.js').some(([, code]) => asked.every(([, how]) => how.test(code)))).toBe(true)
      }
    }
  })

  test('and the script that tells older ones so is one that any browser reads', async () => {
    const code = readFileSync(join(built, 'start-check.js'), 'utf8')
    const [asIs, lowered] = await Promise.all(
      ['esnext', 'es2015'].map((target) =>
        transformWithOxc(code, 'start-check.js', { target, sourcemap: false }),
      ),
    )
    expect(lowered?.code).toBe(asIs?.code)
    const kinds = new Set<string>()
    const note = ({ type }: { type: string }) => void kinds.add(type)
    new Visitor({
      ArrowFunctionExpression: note,
      TemplateLiteral: note,
      ClassDeclaration: note,
      SpreadElement: note,
      ForOfStatement: note,
      ObjectPattern: note,
      ArrayPattern: note,
      VariableDeclaration: (node) => void (node.kind !== 'var' && kinds.add(node.kind)),
    }).visit(parseSync('start-check.js', code).program)
    expect([...kinds]).toEqual([])
  })
})

describe('in place of an empty page', () => {
  const lacking = {
    'no modules': 'delete HTMLScriptElement.prototype.noModule',
    'no findLast': 'delete Array.prototype.findLast',
    'no AbortSignal.timeout': 'delete AbortSignal.timeout',
  }

  test.for(Object.entries(lacking))(
    'a browser with %s is named as too old',
    async ([, lack], { browser, parlor }) => {
      const { page } = await aNewcomer(browser, parlor, 'anna', { locale: 'en' })
      await page.addInitScript(lack)
      await page.goto('/')
      await page.getByRole('heading', { name: 'This browser is too old for Parlor' }).waitFor()
      await page.getByText('Chrome or Edge from 109, Firefox from 115, Safari from 16').waitFor()
      expect(await page.getByRole('button').count()).toBe(0)
    },
  )

  test.for([
    ['de', 'Dieser Browser ist zu alt für Parlor', 'ltr'],
    ['ar', 'هذا المتصفح أقدم من أن يعمل عليه Parlor', 'rtl'],
    ['sv', 'This browser is too old for Parlor', 'ltr'],
  ] as const)(
    'it is said in the language of the browser: %s',
    async ([locale, title, direction], { browser, parlor }) => {
      const { page } = await aNewcomer(browser, parlor, 'anna', { locale })
      await page.addInitScript(lacking['no findLast'])
      await page.goto('/')
      await page.getByRole('heading', { name: title }).waitFor()
      expect(await page.locator('html').getAttribute('dir')).toBe(direction)
    },
  )

  test('a script with signs that the browser cannot read means that it is too old', async ({
    browser,
    parlor,
  }) => {
    const { page } = await aNewcomer(browser, parlor, 'anna', { locale: 'en' })
    await page.route('**/assets/index-*.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'const signs = /a/vu' }),
    )
    const faults: string[] = []
    page.removeAllListeners('pageerror')
    page.on('pageerror', ({ message }) => faults.push(message))
    await page.goto('/')
    await page.getByRole('heading', { name: 'This browser is too old for Parlor' }).waitFor()
    expect(faults).toHaveLength(1)
  })

  test('a script that does not come is said to be what is missing', async ({ browser, parlor }) => {
    const { page } = await aNewcomer(browser, parlor, 'anna', { locale: 'en' })
    await page.route('**/assets/index-*.js', (route) => route.abort())
    await page.goto('/')
    await page.getByRole('heading', { name: 'Parlor could not be loaded' }).waitFor()
    await page.getByText('an extension or a filter').waitFor()
  })

  test('without JavaScript it is said that it is needed', async ({ browser, parlor }) => {
    const { page } = await aNewcomer(browser, parlor, 'anna', { javaScriptEnabled: false })
    for (const path of ['/', '/rooms', '/nothing']) {
      await page.goto(path)
      const said = page.locator('noscript p')
      expect(await said.first().textContent()).toContain(
        'Parlor needs JavaScript to show its rooms.',
      )
      expect(await said.nth(1).textContent()).toContain('Parlor braucht JavaScript')
      for (const sentence of await said.all()) {
        const place = await sentence.boundingBox()
        expect(place?.height).toBeGreaterThan(10)
        expect((place?.y ?? 0) + (place?.height ?? 0), 'on screen').toBeLessThan(720)
      }
    }
  })
})

test('a browser without what is stood in for reads and writes', async ({ browser, parlor }) => {
  const bob = await aPerson(parlor, 'bob')
  const { page, name: username, password } = await aNewcomer(browser, parlor)
  await page.addInitScript(`delete URL.canParse
    delete Array.prototype.toSorted; delete Array.prototype.toReversed
    delete Promise.withResolvers; delete Object.groupBy; delete Array.fromAsync
    delete String.prototype.isWellFormed; delete Element.prototype.checkVisibility
    delete Intl.Segmenter; delete globalThis.requestIdleCallback; delete globalThis.scheduler`)
  await page.request.post('/api/accounts', { data: { username, password } })
  const room = await bob.createRoom(`Tea of ${bob.name}`)
  await bob.join(room)
  await page.goto(`/rooms/${room.id}`)
  await bob.post(room, 'see https://example.org/tea')
  await page.getByRole('link', { name: 'https://example.org/tea' }).waitFor()
  await page.locator('textarea').fill('I see')
  await page.keyboard.press('Enter')
  await page.locator('article').filter({ hasText: 'I see' }).waitFor()
})

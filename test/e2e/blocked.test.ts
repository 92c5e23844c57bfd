import { describe, expect } from 'vitest'
import { aName, aPerson } from '../support/examples.ts'
import { aMember, aNewcomer, test } from './browser.ts'

/** As Chrome does it where site data is blocked. */
const blocked = `
  const refuse = () => { throw new DOMException('blocked by the test', 'SecurityError') }
  for (const name of ['localStorage', 'sessionStorage', 'caches']) {
    Object.defineProperty(globalThis, name, { get: refuse })
  }
  Object.defineProperty(globalThis, 'indexedDB', { value: undefined })
  globalThis.BroadcastChannel = class { constructor() { refuse() } }
  LockManager.prototype.request = async () => refuse()`

describe('a browser that blocks cookies', () => {
  test('is told so on the welcome page and at every try to get in, with what to do', async ({
    browser,
    parlor,
  }) => {
    const anna = await aNewcomer(browser, parlor)
    const { page } = anna
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Emulation.setDocumentCookieDisabled', { disabled: true })
    await page.addInitScript(blocked)
    const asked: string[] = []
    page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`))
    await page.goto('/')
    await page.getByText('Your browser blocks cookies for this site').waitFor()
    await anna.submit('Create account', anna.name, anna.password)
    const said = anna.form('Create account').getByRole('alert')
    await said.filter({ hasText: 'Your browser blocks cookies' }).waitFor()
    await said.filter({ hasText: 'Allow them' }).waitFor()
    // An account that nobody could use is not made.
    expect(asked.filter((each) => each.startsWith('POST'))).toEqual([])
    expect(await page.getByText('You were logged out').count()).toBe(0)
  })

  test('is told so even if it says that it takes them', async ({ browser, parlor }) => {
    const anna = await aNewcomer(browser, parlor)
    const { page } = anna
    await page.route('**/api/session', async (route) => {
      await page.context().clearCookies()
      await route.continue()
    })
    await page.goto('/')
    await page
      .context()
      .route('**/api/session', (route) =>
        route.continue({ headers: { ...route.request().headers(), cookie: '' } }),
      )
    await anna.submit('Create account', anna.name, anna.password)
    const said = anna.form('Create account').getByRole('alert')
    await said.filter({ hasText: 'Your browser blocks cookies' }).waitFor()
    expect(await page.getByText('You were logged out').count()).toBe(0)
  })
})

describe('a browser that keeps nothing for the site', () => {
  test('reads and writes, and is told what is lost with the page', async ({ browser, parlor }) => {
    const anna = await aMember(browser, parlor)
    const { page } = anna
    const bob = await aPerson(parlor, 'bob')
    const room = await bob.createRoom(aName('Tea'))
    await bob.join(room)
    await page.addInitScript(blocked)
    await page.goto('/rooms')
    await page.getByText('Your browser keeps nothing for this site').waitFor()
    await anna.join(room.name)
    await bob.post(room, '«of Bob»')
    await anna.say('«of Anna»')
    await anna.waitForMessages(['«of Bob»', '«of Anna»'])
    await page.locator('.bar').getByRole('button', { name: 'Close' }).click()
    expect(await page.getByText('Your browser keeps nothing for this site').count()).toBe(0)
    await anna.logOut()
    await anna.logIn()
  })

  test('keeps what was begun in a room over a change of rooms', async ({ browser, parlor }) => {
    const anna = await aMember(browser, parlor)
    const { page } = anna
    const [tea, books] = [aName('Tea'), aName('Books')]
    for (const room of [tea, books]) await anna.makeRoom(room)
    await page.addInitScript(blocked)
    await page.goto('/rooms')
    for (const [room, before, now] of [
      [tea, '', 'about tea'],
      [books, '', 'about books'],
      [tea, 'about tea', ''],
      [books, 'about books', 'about many books'],
      [tea, '', ''],
    ] as const) {
      await anna.join(room)
      expect(await anna.composer().inputValue()).toBe(before)
      await anna.composer().fill(now)
      await anna.leave()
    }
  })

  test.for(['localStorage', 'indexedDB', 'sessionStorage'])(
    'works without %s alone',
    async (name, { browser, parlor }) => {
      const anna = await aMember(browser, parlor)
      await anna.page.addInitScript(
        `Object.defineProperty(globalThis, '${name}', {
          get() { throw new DOMException('blocked by the test', 'SecurityError') } })`,
      )
      const room = aName('Tea')
      await anna.page.goto('/rooms')
      await anna.createRoom(room)
      await anna.join(room)
      await anna.say('«said»')
      await anna.logOut()
    },
  )

  test.for([
    ['gives nothing back', 'Storage.prototype.getItem = () => null', true],
    [
      'takes all and throws when it is asked',
      `Storage.prototype.getItem = () => { throw new DOMException('by the test', 'UnknownError') }`,
      true,
    ],
    ['has a database that never answers', 'IDBFactory.prototype.open = () => ({})', false],
  ] as const)(
    'or %s, loses neither what is said nor a file',
    async ([, script, isTold], { browser, parlor }) => {
      const anna = await aMember(browser, parlor)
      const { page } = anna
      await page.addInitScript(script)
      await page.goto('/rooms')
      const room = aName('Tea')
      await anna.createRoom(room)
      await anna.join(room)
      expect(await page.getByText('Your browser keeps nothing for this site').count()).toBe(
        isTold ? 1 : 0,
      )
      await anna.say('«said»')
      await anna.waitForMessages(['«said»'])
      const file = { name: 'tea.txt', mimeType: 'text/plain', buffer: Buffer.from('tea') }
      await page.locator('form input[type=file]').setInputFiles(file)
      await page.getByText('Ready').waitFor()
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.locator('article').filter({ hasText: 'tea.txt' }).waitFor()
    },
  )
})

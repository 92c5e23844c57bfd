import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { aName, aPassword, aPerson } from '../support/examples.ts'
import { aPage, type Browser, signUp, test as withBrowser } from './browser.ts'
import { talking } from './conversation.ts'
import { Keyboard } from './keyboard.ts'
import { Visitor } from './visitor.ts'

/** Somebody who comes to an address as Back would lead there, which takes a tenth of what it takes to load it. */
class LedOn extends Visitor {
  override async openList(): Promise<void> {
    await lead(this.page, '/rooms')
    await this.heading('Rooms').waitFor()
  }

  override async enter(address: string): Promise<void> {
    const { rooms } = await (await this.page.request.get('/api/rooms')).json()
    const { name } = rooms.find(({ id }: { id: string }) => address === `/rooms/${id}`)
    await lead(this.page, address)
    // Where two rooms follow each other, only the name says which of them is there.
    await this.page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
    await this.composer().waitFor()
  }
}

/** Leads a page to an address as Back would. */
export async function lead(page: Page, address: string): Promise<void> {
  if (page.url() === 'about:blank') await page.goto(address)
  else {
    await page.evaluate(`history.pushState(null, '', '${address}')
      dispatchEvent(new PopStateEvent('popstate', { state: null }))`)
  }
}

/** Somebody whose page is opened once for many tests; one that failed leaves the next a new one. */
class Lasting {
  readonly #open: () => ReturnType<typeof aPage>
  readonly #name: string
  #screen: { width: number; height: number } | null = null
  #now: { visitor: LedOn; faults: string[] } | null = null

  constructor(open: () => ReturnType<typeof aPage>, name: string) {
    this.#open = open
    this.#name = name
  }

  /** With an account, logged in. */
  async visitor(): Promise<LedOn> {
    if (this.#now === null) {
      const { page, faults } = await this.#open()
      const visitor = new LedOn(page, aName(this.#name), aPassword())
      await signUp(visitor)
      this.#now = { visitor, faults }
      this.#screen = page.viewportSize()
    }
    return this.#now.visitor
  }

  /** Takes back what a test may have done to the page. */
  async tidy(failed: boolean): Promise<void> {
    if (this.#now === null) return
    if (failed) return this.close()
    const { visitor, faults } = this.#now
    const { page } = visitor
    const context = page.context()
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await context.unrouteAll({ behavior: 'ignoreErrors' })
    await context.setOffline(false)
    if (this.#screen) await page.setViewportSize(this.#screen)
    for (const other of context.pages()) if (other !== page) await other.close()
    expect(faults.splice(0), 'faults in the browser').toEqual([])
  }

  async close(): Promise<void> {
    const { visitor } = this.#now ?? {}
    this.#now = null
    await visitor?.page.context().close()
  }
}

/**
 * `test` whose tests share one page of Anna's and one of Bob's, for those that are not about what a page is
 * told when it is opened. What they are in, a room or the list, they come to anew.
 */
export const test = onePage()

/** The same, in browsers of another kind, or whose pages something is done to before they are opened. */
export function onePage(
  options: BrowserContextOptions = {},
  prepare: (page: Page) => Promise<void> = async () => {},
) {
  const opened = async (...where: [Browser, { readonly url: string }]) => {
    const found = await aPage(...where, options)
    await prepare(found.page)
    return found
  }
  return (
    withBrowser
      .extend('annasPage', { scope: 'file' }, async ({ browser, parlor }, { onCleanup }) => {
        const anna = new Lasting(() => opened(browser, parlor), 'anna')
        onCleanup(() => anna.close())
        return anna
      })
      .extend('bobsPage', { scope: 'file' }, async ({ browser, parlor }, { onCleanup }) => {
        const bob = new Lasting(() => opened(browser, parlor), 'bob')
        onCleanup(() => bob.close())
        return bob
      })
      /** Anna at the list of rooms. */
      .extend('anna', async ({ annasPage, task }, { onCleanup }) => {
        onCleanup(() => annasPage.tidy(task.result?.state === 'fail'))
        const anna = await annasPage.visitor()
        await anna.openList()
        return anna
      })
      .extend('bob', async ({ bobsPage, task }, { onCleanup }) => {
        onCleanup(() => bobsPage.tidy(task.result?.state === 'fail'))
        const bob = await bobsPage.visitor()
        await bob.openList()
        return bob
      })
      /** As `twoInARoom`: both at screens, both inside. */
      .extend('two', async ({ anna, bob }) => {
        const room = aName('Tea')
        const address = await anna.makeRoom(room)
        for (const visitor of [anna, bob]) await visitor.enter(address)
        return { anna, bob, room }
      })
      /** As `annaAndBob`: Bob is inside already, without a screen; Anna comes with `enter`. */
      .extend('tea', async ({ anna, parlor }) => {
        const bob = await aPerson(parlor, 'bob')
        const room = await bob.createRoom(aName('Tea'))
        await bob.join(room)
        const enter = () => anna.enter(`/rooms/${room.id}`)
        const keys = new Keyboard(anna.page)
        return { anna, bob, room, enter, ...talking(anna, bob, room), keys }
      })
  )
}

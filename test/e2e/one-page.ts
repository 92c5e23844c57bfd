import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { aName, aPassword, aPerson } from '../support/examples.ts'
import { aPage, signUp, test as withBrowser } from './browser.ts'
import { talking } from './conversation.ts'
import { Keyboard } from './keyboard.ts'
import { Visitor } from './visitor.ts'

/** Somebody whose page is opened once for many tests; one that failed leaves the next a new one. */
class Lasting {
  readonly #open: () => ReturnType<typeof aPage>
  readonly #name: string
  #now: { visitor: Visitor; faults: string[] } | null = null

  constructor(open: () => ReturnType<typeof aPage>, name: string) {
    this.#open = open
    this.#name = name
  }

  /** With an account, logged in. */
  async visitor(): Promise<Visitor> {
    if (this.#now === null) {
      const { page, faults } = await this.#open()
      const visitor = new Visitor(page, aName(this.#name), aPassword())
      await signUp(visitor)
      this.#now = { visitor, faults }
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
export const test = withBrowser
  .extend('annasPage', { scope: 'file' }, async ({ browser, parlor }, { onCleanup }) => {
    const anna = new Lasting(() => aPage(browser, parlor), 'anna')
    onCleanup(() => anna.close())
    return anna
  })
  .extend('bobsPage', { scope: 'file' }, async ({ browser, parlor }, { onCleanup }) => {
    const bob = new Lasting(() => aPage(browser, parlor), 'bob')
    onCleanup(() => bob.close())
    return bob
  })
  /** Anna at the list of rooms. */
  .extend('anna', async ({ annasPage, task }, { onCleanup }) => {
    onCleanup(() => annasPage.tidy(task.result?.state === 'fail'))
    return atTheList(await annasPage.visitor())
  })
  .extend('bob', async ({ bobsPage, task }, { onCleanup }) => {
    onCleanup(() => bobsPage.tidy(task.result?.state === 'fail'))
    return atTheList(await bobsPage.visitor())
  })
  /** As `twoInARoom`: both at screens, both inside. */
  .extend('two', async ({ anna, bob }) => {
    const room = aName('Tea')
    const address = await anna.makeRoom(room)
    for (const visitor of [anna, bob]) await enter(visitor, address, room)
    return { anna, bob, room }
  })
  /** As `annaAndBob`: Bob is inside already, without a screen; Anna comes with `enter`. */
  .extend('tea', async ({ anna, parlor }) => {
    const bob = await aPerson(parlor, 'bob')
    const room = await bob.createRoom(aName('Tea'))
    await bob.join(room)
    const enterIt = () => enter(anna, `/rooms/${room.id}`, room.name)
    const keys = new Keyboard(anna.page)
    return { anna, bob, room, enter: enterIt, ...talking(anna, bob, room), keys }
  })

async function atTheList(visitor: Visitor): Promise<Visitor> {
  await lead(visitor.page, '/rooms')
  await visitor.heading('Rooms').waitFor()
  return visitor
}

async function enter(visitor: Visitor, address: string, room: string): Promise<void> {
  await lead(visitor.page, address)
  await visitor.heading(room).waitFor()
  await visitor.composer().waitFor()
}

/** Leads a page to an address as Back would, which takes a tenth of what it takes to load it. */
async function lead(page: Page, address: string): Promise<void> {
  if (page.url() === 'about:blank') await page.goto(address)
  else {
    await page.evaluate(`history.pushState(null, '', '${address}')
      dispatchEvent(new PopStateEvent('popstate', { state: null }))`)
  }
}

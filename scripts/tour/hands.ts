import type { Locator, Page } from 'playwright-core'
import type { Words } from './words.ts'

/** Somebody at a screen who uses either keys alone or fingers alone, in one language. */
export interface Tourist {
  name: string
  page: Page
  words: Words
}

export const button = ({ page }: Tourist, name: string): Locator =>
  page.getByRole('button', { name, exact: true })

export const said = ({ page }: Tourist, text: string): Locator =>
  page.getByRole('log').getByRole('article').filter({ hasText: text }).last()

export const composer = ({ page, words }: Tourist): Locator =>
  page.getByRole('textbox', { name: words.composer.message, exact: true })

/** Hands on a keyboard: nothing is clicked, and what is used has the focus, which can be seen. */
export class Keys {
  readonly #page: Page

  constructor({ page }: Tourist) {
    this.#page = page
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key)
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text)
  }

  /** Goes on until the keyboard is on it, as far as anybody would. */
  async to(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await target.first().waitFor()
    for (let presses = 0; presses < 60; presses += 1) {
      if (await isFocused(target)) return this.#expectSeen()
      await this.press(key)
    }
    throw new Error(`${key} never came to ${target}`)
  }

  async use(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await this.to(target, key)
    await this.press('Enter')
  }

  /** Goes through the log up to a message, from wherever the keyboard is. */
  async toMessage(target: Locator): Promise<void> {
    await target.waitFor()
    const isIn = "document.activeElement?.closest('article') !== null"
    if (await this.#page.evaluate<boolean>(isIn)) await this.press('End')
    else if (!(await isFocused(this.#page.getByRole('log'))))
      await this.to(this.#page.getByRole('log'), 'Shift+Tab')
    if (await isFocused(target)) return
    for (let presses = 0; presses < 60; presses += 1) {
      await this.press('ArrowUp')
      if (await isFocused(target)) return
    }
    throw new Error(`ArrowUp never came to ${target}`)
  }

  async #expectSeen(): Promise<void> {
    const where = await this.#page.evaluate<string>(`(() => {
      const it = document.activeElement
      const box = it.getBoundingClientRect()
      const style = getComputedStyle(it)
      if (box.width < 2 || it.matches('input[type=radio], input[type=checkbox]')) return ''
      const isIn = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
      return isIn ? '' : it.outerHTML.slice(0, 150)
    })()`)
    if (where !== '') throw new Error(`what has the focus is not to be seen: ${where}`)
  }
}

const isFocused = (target: Locator): Promise<boolean> =>
  target
    .first()
    .evaluate((it) => it.matches(':focus'))
    .catch(() => false)

/** Fingers on glass. */
export class Fingers {
  readonly #page: Page

  constructor({ page }: Tourist) {
    this.#page = page
  }

  async tap(target: Locator): Promise<void> {
    await target.first().tap()
  }

  async write(field: Locator, text: string): Promise<void> {
    await field.tap()
    await field.pressSequentially(text)
  }

  /** Holds a message, by its text and not by a quote, until what can be done with it comes up. */
  async hold(target: Locator): Promise<void> {
    await target.scrollIntoViewIfNeeded()
    const box = await target.boundingBox()
    if (!box) throw new Error(`${target} cannot be touched`)
    const touch = await this.#page.context().newCDPSession(this.#page)
    const at = { x: box.x + box.width / 2, y: box.y + box.height - 10 }
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
    await this.#page.getByRole('menu').waitFor()
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await touch.detach()
  }

  /** Chooses from what a message offers when it is held. */
  async choose(message: Locator, action: string): Promise<void> {
    await this.hold(message)
    await this.tap(this.#page.getByRole('menuitem', { name: action, exact: true }))
  }
}

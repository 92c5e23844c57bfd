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

/** What is done alike by keys and by fingers. */
export interface Hands {
  /** Presses a button, follows a link, ticks or unticks. */
  use(target: Locator): Promise<void>
  /** Writes in a field, instead of what it holds. */
  fill(field: Locator, text: string): Promise<void>
  /** Chooses one of several that stand side by side. */
  pick(choice: Locator): Promise<void>
  /** Chooses one of a list that unfolds, by its value. */
  select(list: Locator, value: string): Promise<void>
  /** Chooses from what a message offers. */
  choose(message: Locator, action: string): Promise<void>
}

/** Hands on a keyboard: nothing is clicked, and what is used has the focus, which can be seen. */
export class Keys implements Hands {
  readonly #page: Page
  readonly #words: Words

  constructor({ page, words }: Tourist) {
    this.#page = page
    this.#words = words
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
    for (let presses = 0; presses < 80; presses += 1) {
      if (await isFocused(target)) return this.#expectSeen()
      const inMenu = "document.activeElement?.closest('dialog.menu') !== null"
      await this.press((await this.#page.evaluate(inMenu)) ? 'ArrowDown' : key)
    }
    throw new Error(`${key} never came to ${target}`)
  }

  async use(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await this.to(target, key)
    const isTicked = await target.first().evaluate((it) => it.matches('input'))
    await this.press(isTicked ? 'Space' : 'Enter')
  }

  async fill(field: Locator, text: string): Promise<void> {
    await this.to(field)
    await this.press('Control+a', 'Delete')
    await this.type(text)
  }

  async pick(choice: Locator): Promise<void> {
    const group = await choice.getAttribute('name')
    await this.to(
      this.#page.locator(`input[name="${group}"]:focus, input[name="${group}"]:checked`),
    )
    for (let presses = 0; presses < 8; presses += 1) {
      if (await choice.isChecked()) return
      await this.press('ArrowDown')
    }
    throw new Error(`ArrowDown never came to ${choice}`)
  }

  async select(list: Locator, value: string): Promise<void> {
    await this.to(list)
    await this.press('Home')
    for (let presses = 0; presses < 20; presses += 1) {
      if ((await list.inputValue()) === value) return
      await this.press('ArrowDown')
    }
    throw new Error(`ArrowDown never came to ${value} in ${list}`)
  }

  async choose(message: Locator, action: string): Promise<void> {
    await this.toMessage(message)
    const toolbar = message.getByRole('toolbar')
    const more = toolbar.getByRole('button', { name: this.#words.talk.actions.more, exact: true })
    const onwards =
      (await this.#page.evaluate('document.dir')) === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    await this.to(toolbar.getByRole('button'))
    for (let n = 0; n < 4 && !(await isFocused(more)); n += 1) await this.press(onwards)
    await this.press('Enter')
    const item = this.#page.getByRole('menuitem', { name: action, exact: true })
    await item.waitFor()
    for (let n = 0; n < 12 && !(await isFocused(item)); n += 1) await this.press('ArrowDown')
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

/** Does not wait for what is gone. */
const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluateAll((all) => all.some((it) => it.matches(':focus')))

/** Fingers on glass. */
export class Fingers implements Hands {
  readonly #page: Page

  constructor({ page }: Tourist) {
    this.#page = page
  }

  async tap(target: Locator): Promise<void> {
    await target.first().tap()
  }

  async use(target: Locator): Promise<void> {
    await this.tap(target)
  }

  async write(field: Locator, text: string): Promise<void> {
    await field.tap()
    await field.pressSequentially(text)
  }

  async fill(field: Locator, text: string): Promise<void> {
    await field.tap()
    await field.fill('')
    await field.pressSequentially(text)
  }

  async pick(choice: Locator): Promise<void> {
    await choice.tap()
  }

  /** The list that a phone unfolds is its own: nothing of the page. */
  async select(list: Locator, value: string): Promise<void> {
    await list.tap()
    await list.selectOption(value)
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

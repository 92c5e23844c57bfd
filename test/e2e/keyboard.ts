import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** A page in the hands of somebody without a mouse, who hears where the keyboard is. */
export class Keyboard {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** What has the focus, as a screen reader says it: `button "Log out"`. */
  async focus(): Promise<string> {
    const element = this.page.locator(':focus')
    if ((await element.count()) === 0) return 'nothing'
    // It may have lost the focus meanwhile, or be gone.
    const heard = await element.ariaSnapshot({ timeout: 1000 }).catch(() => 'nothing')
    return heard.match(/^- ('?)([a-z]+(?: "(?:[^"\\]|\\.)*")?)/)?.[2] ?? heard
  }

  async expectFocus(what: string): Promise<void> {
    await expect.poll(() => this.focus()).toBe(what)
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text)
  }

  /** Goes on to the next thing that is called so; a person gives up after a while. */
  async tabTo(what: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const heard: string[] = []
    while (heard.length < 40) {
      await this.press(key)
      const now = await this.focus()
      if (now === what) return
      heard.push(now)
    }
    expect.fail(`${key} never came to ${what}, only to ${heard.join(', ')}`)
  }
}

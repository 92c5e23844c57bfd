import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Profile, Window } from './drivers/driver.ts'

const inPage = readFileSync(join(import.meta.dirname, 'in-page.js'), 'utf8')

/** What is looked for: by role and whole name as people hear them, by part of its text, or by a selector. */
export interface What {
  role?:
    | 'alert'
    | 'article'
    | 'button'
    | 'combobox'
    | 'dialog'
    | 'form'
    | 'heading'
    | 'link'
    | 'listitem'
    | 'log'
    | 'option'
    | 'textbox'
  css?: string
  name?: string
  text?: string
  within?: What
}

export const button = (name: string): What => ({ role: 'button', name })
export const heading = (name: string): What => ({ role: 'heading', name })
export const textbox = (name: string): What => ({ role: 'textbox', name })
export const composer: What = textbox('Message')
export const article: What = { role: 'article', within: { role: 'log' } }
export const alert: What = { role: 'alert' }
export const log: What = { role: 'log' }
/** The link or button that leads into a room. */
export const joining = (room: string): What => ({ css: 'a, button', name: `Join ${room}` })
/** A text anywhere on the page. */
export const text = (text: string): What => ({ css: 'body', text })

/** Somebody at a window of some browser. What they do ends when it is done, not when it shows an effect. */
export class Visitor {
  readonly name: string
  readonly password: string
  readonly window: Window
  readonly #profile: Profile
  readonly #url: string

  constructor(
    profile: Profile,
    window: Window,
    url: string,
    who: { name: string; password: string },
  ) {
    this.#profile = profile
    this.window = window
    this.#url = url
    this.name = who.name
    this.password = who.password
  }

  /** A second window of the same profile, in front of the same person. */
  async anotherWindow(path: string): Promise<Visitor> {
    const visitor = new Visitor(this.#profile, await this.#profile.newWindow(), this.#url, this)
    await visitor.goto(path)
    return visitor
  }

  async goto(path: string): Promise<void> {
    await this.window.goto(new URL(path, this.#url).href)
  }

  reload(): Promise<void> {
    return this.window.reload()
  }

  evaluate<Result>(expression: string): Promise<Result> {
    return this.window.evaluate(expression)
  }

  /** Waits until it is there, and nothing else lies over it. */
  async click(what: What): Promise<void> {
    const { x, y } = await this.#point(what)
    await this.window.click(x, y)
  }

  async tap(what: What): Promise<void> {
    const { x, y } = await this.#point(what)
    await this.window.tap(x, y)
  }

  async wheel(what: What, by: number): Promise<void> {
    const { x, y } = await this.#point(what)
    await this.window.wheel(x, y, by)
  }

  /** Writes in place of what a field holds. */
  async fill(what: What, text: string): Promise<void> {
    await this.click(what)
    await this.window.press('Control+a')
    await this.window.press('Backspace')
    await this.window.type(text)
    await expect.poll(() => this.value(what)).toBe(text)
  }

  async type(text: string): Promise<void> {
    await this.window.type(text)
  }

  async press(...chords: string[]): Promise<void> {
    for (const chord of chords) await this.window.press(chord)
  }

  /** Copies a text elsewhere, and pastes it where one writes. */
  async paste(text: string): Promise<void> {
    await this.evaluate(`void (() => {
      const elsewhere = document.body.appendChild(document.createElement('textarea'))
      elsewhere.id = 'elsewhere'
      elsewhere.value = ${JSON.stringify(text)}
      elsewhere.cameFrom = document.activeElement
      elsewhere.select()
    })()`)
    await this.press('Control+c')
    await this.evaluate(`void (() => {
      const elsewhere = document.getElementById('elsewhere')
      elsewhere.cameFrom.focus()
      elsewhere.remove()
    })()`)
    await this.press('Control+v')
  }

  async sees(what: What): Promise<void> {
    const about = JSON.stringify(what)
    await expect.poll(() => this.count(what), { message: about }).toBeGreaterThan(0)
  }

  async seesNo(what: What): Promise<void> {
    await expect.poll(() => this.count(what), { message: JSON.stringify(what) }).toBe(0)
  }

  count(what: What): Promise<number> {
    return this.#ask('count', what)
  }

  texts(what: What): Promise<string[]> {
    return this.#ask('texts', what)
  }

  text(what: What): Promise<string> {
    return this.#ask('text', what)
  }

  value(what: What): Promise<string> {
    return this.#ask('value', what)
  }

  attribute(what: What, name: string): Promise<string | null> {
    return this.#ask('attribute', what, name)
  }

  box(what: What): Promise<{ top: number; bottom: number; left: number; right: number }> {
    return this.#ask('box', what)
  }

  async signUp(): Promise<void> {
    await this.goto('/')
    await this.submit('Create account')
    await this.sees(heading('Rooms'))
  }

  async submit(action: 'Log in' | 'Create account', name = this.name): Promise<void> {
    const within: What = { role: 'form', name: action }
    await this.fill({ ...textbox('Username'), within }, name)
    await this.fill({ ...textbox('Password'), within }, this.password)
    await this.click({ ...button(action), within })
  }

  async createRoom(name: string): Promise<void> {
    await this.fill(textbox('Room name'), name)
    await this.click(button('Create room'))
    await this.sees(heading(name))
    await this.sees(composer)
  }

  async join(room: string): Promise<void> {
    await this.click(joining(room))
    await this.sees(heading(room))
    await this.sees(composer)
  }

  async leave(): Promise<void> {
    await this.click(button('Leave room'))
    await this.sees(heading('Rooms'))
  }

  /** Sends a message without waiting for what becomes of it. */
  async send(text: string): Promise<void> {
    await this.fill(composer, text)
    await this.click(button('Send'))
  }

  async say(text: string): Promise<void> {
    await this.send(text)
    await this.sees({ ...article, text })
  }

  /** Waits until the log shows exactly these messages, in this order. */
  async seesMessages(...messages: string[]): Promise<void> {
    const shown = async () =>
      (await this.texts(article)).map((it) => messages.find((text) => it.includes(text)) ?? it)
    await expect.poll(shown).toEqual(messages)
  }

  async #point(what: What): Promise<{ x: number; y: number }> {
    let found: { x: number; y: number } | null = null
    const look = async () => {
      found = await this.#ask<typeof found>('point', what)
      return found
    }
    await expect.poll(look, { message: `to be in reach: ${JSON.stringify(what)}` }).not.toBeNull()
    return found ?? expect.fail()
  }

  /** While a document gives way to the next, there is nobody to ask. */
  async #ask<Result>(verb: string, what: What, ...rest: unknown[]): Promise<Result> {
    const given = [what, ...rest].map((it) => JSON.stringify(it)).join(', ')
    return this.evaluate<Result>(`(() => { ${inPage}; return parlorFlows.${verb}(${given}) })()`)
  }
}

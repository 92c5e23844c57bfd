import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/**
 * Somebody at a screen, who finds things by the names that people and screen readers find.
 * Each verb ends when its effect can be seen.
 */
export class Visitor {
  readonly page: Page
  readonly name: string
  readonly password: string

  constructor(page: Page, name: string, password: string) {
    this.page = page
    this.name = name
    this.password = password
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { name, exact: true })
  }

  /** The form that ends in this button. */
  form(button: 'Log in' | 'Create account'): Locator {
    return this.page.locator('form').filter({ has: this.button(button) })
  }

  /** The link that leads into a room. */
  joining(room: string): Locator {
    const named = (name: string) => this.page.getByRole('link', { name, exact: true })
    return named(`Join ${room}`).or(named(`Join ${room}, you are inside`))
  }

  /** Where messages are written. */
  composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Message', exact: true })
  }

  /** Where the name of a new room is written. */
  roomName(): Locator {
    return this.page.getByRole('textbox', { name: 'Room name', exact: true })
  }

  articles(): Locator {
    return this.page.getByRole('log').getByRole('article')
  }

  /** Opens the list of rooms by its address. */
  async openList(): Promise<void> {
    await this.page.goto('/rooms')
    await this.heading('Rooms').waitFor()
  }

  /** Makes a room without showing anything of it; gives its address. */
  async makeRoom(name: string): Promise<string> {
    const reply = await this.page.request.post('/api/rooms', { data: { name } })
    expect(reply.status()).toBe(201)
    return `/rooms/${(await reply.json()).room.id}`
  }

  /** Opens a room by its address, which leads into it. */
  async enter(address: string): Promise<void> {
    await this.page.goto(address)
    await this.composer().waitFor()
  }

  /** Waits for what the page fetches beforehand: code that a lost line breaks off does not come again. */
  async haveAllCode(): Promise<void> {
    await this.page.waitForLoadState('networkidle')
  }

  /** A second window of the same browser, in front of the same person. */
  async anotherWindow(path: string): Promise<Visitor> {
    const page = await this.page.context().newPage()
    await page.goto(path)
    await page.locator('h1').waitFor()
    return new Visitor(page, this.name, this.password)
  }

  async submit(button: 'Log in' | 'Create account', name: string, password: string) {
    const form = this.form(button)
    await form.getByRole('textbox', { name: 'Username', exact: true }).fill(name)
    await form.getByRole('textbox', { name: 'Password', exact: true }).fill(password)
    await form.getByRole('button', { name: button, exact: true }).click()
  }

  /** Opens what somebody who is logged in can choose. */
  async openPreferences(): Promise<void> {
    await this.button('Your account').click()
    await this.button('Preferences').click()
    await this.heading('Preferences').waitFor()
  }

  async signUp(): Promise<void> {
    await this.page.goto('/')
    await this.submit('Create account', this.name, this.password)
    await this.heading('Rooms').waitFor()
  }

  async logIn(): Promise<void> {
    await this.page.goto('/')
    await this.submit('Log in', this.name, this.password)
    await this.heading('Rooms').waitFor()
  }

  async logOut(): Promise<void> {
    await this.button('Log out').click()
    await this.button('Log in').waitFor()
  }

  /** Creates a room, which opens it, and goes back to the list. */
  async createRoom(name: string): Promise<void> {
    await this.roomName().fill(name)
    await this.button('Create room').click()
    await this.heading(name).waitFor()
    await this.leave()
    await this.joining(name).waitFor()
  }

  /** Shows what can be done with a room of the list. */
  async openMenuOf(room: string): Promise<void> {
    await this.button(`Options for ${room}`).click()
    await this.page.getByRole('dialog', { name: `Options for ${room}` }).waitFor()
  }

  async deleteRoom(name: string): Promise<void> {
    await this.openMenuOf(name)
    await this.button(`Delete ${name}`).click()
    await this.button('Delete room').click()
    await this.joining(name).waitFor({ state: 'detached' })
  }

  async join(room: string): Promise<void> {
    await this.joining(room).click()
    await this.heading(room).waitFor()
    await this.composer().waitFor()
  }

  async leave(): Promise<void> {
    await this.button('Leave room').click()
    await this.heading('Rooms').waitFor()
  }

  /** Sends a message, and waits until it has its place in the log. */
  async say(text: string): Promise<void> {
    await this.send(text)
    await this.articles().filter({ hasText: text }).waitFor()
  }

  /** Sends a message without waiting for what becomes of it. */
  async send(text: string): Promise<void> {
    await this.composer().fill(text)
    await this.button('Send').click()
  }

  /** Of these texts, the ones that the log shows, in the order in which it shows them. */
  async seesOf(texts: readonly string[]): Promise<string[]> {
    const shown = await this.articles().allInnerTexts()
    return shown.flatMap((article) => texts.filter((text) => article.includes(text)))
  }

  /** Waits until the log shows exactly these messages, in this order. */
  async waitForMessages(texts: readonly string[]): Promise<void> {
    await expect
      .poll(async () => {
        const shown = await this.articles().allInnerTexts()
        return shown.map((article) => texts.find((text) => article.includes(text)) ?? article)
      })
      .toEqual(texts)
  }
}

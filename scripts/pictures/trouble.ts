import type { Page } from 'playwright-core'
import type { Guest } from './parlor.ts'
import type { Scene } from './scenes.ts'

type Place = { anna: Guest; nobody: Guest; room: string; stairs: string }

/** What people see when something is missing, refused or broken. */
export function troubleScenes(url: string, { anna, nobody, room, stairs }: Place): Scene[] {
  const log = (page: Page) => page.getByRole('article').last().waitFor()
  const write = (page: Page, text: string) => page.getByRole('textbox').last().fill(text)
  /** Not by a key: on touch, Enter makes a line. */
  const send = (page: Page) => page.locator('.composer button[type=submit]').click()

  return [
    {
      name: 'room-offline',
      who: anna,
      path: room,
      async act(page, context) {
        await log(page)
        await context.setOffline(true)
        await write(page, 'I am on the train, there is no line here.')
        await send(page)
        await page.locator('.connection-bar:not([hidden])').waitFor()
      },
    },
    {
      name: 'room-refused',
      who: anna,
      path: room,
      async act(page) {
        await log(page)
        await page.route('**/messages', (route) =>
          route.fulfill({
            status: 413,
            contentType: 'application/problem+json',
            json: {
              code: 'too_large',
              title: 'That is too large.',
              status: 413,
              type: 'about:blank',
            },
          }),
        )
        await write(page, 'A message that the server will not take.')
        await send(page)
        await page.locator('[data-state=refused]').waitFor()
      },
    },
    {
      name: 'room-broken',
      who: anna,
      path: '/rooms',
      async act(page) {
        const cellar = await anna.createRoom('The cellar')
        await page.goto(`/rooms/${cellar}`)
        await page.getByRole('textbox', { name: 'Message' }).waitFor()
        // No message can be drawn without its time.
        await page.evaluate(`Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
          get() { throw new Error('broken for the picture') },
        })`)
        await anna.say(cellar, 'Who is there?', 'Is that the door?')
        await page.getByRole('heading', { name: 'Something broke' }).waitFor()
        await anna.deleteRoom(cellar)
      },
    },
    {
      name: 'welcome-logged-out',
      who: nobody,
      path: '/rooms',
      async act(page) {
        await page.route(/api\/me\/news/, (route) =>
          route.fulfill({
            status: 401,
            contentType: 'application/problem+json',
            json: { code: 'not_logged_in', title: '', status: 401, type: 'about:blank' },
          }),
        )
        await page.locator('.welcome .notice').waitFor()
      },
    },
    {
      name: 'room-moved',
      who: anna,
      path: room,
      async act(page) {
        await log(page)
        await anna.join(stairs)
        await page.getByRole('alert').waitFor()
      },
    },
    { name: 'room-missing', who: anna, path: '/rooms/no-such-room' },
    { name: 'not-found', who: anna, path: '/no/such/page' },
    {
      name: 'preferences',
      who: anna,
      path: '/rooms',
      async act(page) {
        await page.getByRole('button', { name: 'Your account' }).click()
        await page.getByRole('button', { name: 'Preferences' }).click()
      },
    },
    { name: 'help', who: anna, path: '/rooms', act: (page) => page.keyboard.press('?') },
    {
      name: 'starting-offline',
      who: anna,
      path: '/rooms',
      async act(page) {
        // What the service worker answers with when there is no line.
        await page.route('**/rooms', async (route) => {
          await route.fulfill({ response: await route.fetch({ url: `${url}/index.html` }) })
        })
        await page.route('**/api/session', (route) => route.abort())
        await page.reload()
        await page.locator('h1').waitFor()
      },
    },
  ]
}

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished } from 'vitest'
import { aName } from '../support/examples.ts'
import { aMember, aNewcomer, type Browser, test } from './browser.ts'
import type { Visitor } from './visitor.ts'

/** Somebody else's site, on another name than Parlor's, whose every page is this. */
async function anotherSite(html: string, headers: Record<string, string> = {}): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(headers.location ? 302 : 200, { 'content-type': 'text/html', ...headers })
    response.end(html)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://localhost:${(server.address() as AddressInfo).port}/`
}

/** Anna is in one room, and looks at nothing yet; another has an address. */
async function inOneRoomOfTwo(browser: Browser, parlor: { readonly url: string }, options = {}) {
  const anna = await aMember(browser, parlor, 'anna', options)
  const [here, there] = [aName('Here'), aName('There')]
  const addressOfHere = await anna.makeRoom(here)
  const address = parlor.url + (await anna.makeRoom(there))
  await goInto(anna, addressOfHere)
  return { anna, here, there, address, addressOfHere }
}

/** Goes into a room without opening a page. */
async function goInto(anna: Visitor, address: string): Promise<void> {
  const data = { roomId: address.split('/').at(-1) }
  expect((await anna.page.request.put('/api/me/room', { data })).status()).toBe(200)
}

async function isIn(anna: Visitor): Promise<string | null> {
  const reply = await anna.page.request.get('/api/session')
  return (await reply.json()).room?.name ?? null
}

async function standsBefore(anna: Visitor, room: string) {
  await anna.heading(room).waitFor()
  await anna.button('Enter room').waitFor()
  expect(await anna.composer().count()).toBe(0)
}

describe('a room’s address, opened by another site,', () => {
  const ways = {
    'through a link': (to: string) => `<a href="${to}">come</a>`,
    'through a link that says nothing of itself': (to: string) =>
      `<a rel="noreferrer" href="${to}">come</a>`,
    'by a script': (to: string) => `<a href="#" onclick="location = '${to}'">come</a>`,
  }
  test.for(Object.entries(ways))(
    '%s, moves nobody, and shows the room with a button',
    async ([, html], { browser, parlor }) => {
      const { anna, here, there, address } = await inOneRoomOfTwo(browser, parlor)
      await anna.page.goto(await anotherSite(html(address)))
      await anna.page.getByText('come').click()
      await standsBefore(anna, there)
      await anna.page.getByText(`You are in “${here}”`).waitFor()
      expect(await isIn(anna)).toBe(here)
      await anna.page.reload()
      await standsBefore(anna, there)
      await anna.button('Enter room').click()
      await anna.composer().waitFor()
      expect(await isIn(anna)).toBe(there)
      await anna.page.reload()
      await anna.composer().waitFor()
    },
  )

  test('in a window that it opens, likewise', async ({ browser, parlor }) => {
    const { anna, here, there, address } = await inOneRoomOfTwo(browser, parlor)
    const html = `<button onclick="window.open('${address}')">come</button>`
    await anna.page.goto(await anotherSite(html))
    const opened = anna.page.context().waitForEvent('page')
    await anna.page.getByText('come').click()
    const page = await opened
    await page.getByRole('heading', { name: there, exact: true }).waitFor()
    await page.getByRole('button', { name: 'Enter room', exact: true }).waitFor()
    expect(await isIn(anna)).toBe(here)
  })

  test('by a redirect, likewise', async ({ browser, parlor }) => {
    const { anna, here, there, address } = await inOneRoomOfTwo(browser, parlor)
    const redirecting = await anotherSite('', { location: address })
    await anna.page.goto(await anotherSite(`<a href="${redirecting}">come</a>`))
    await anna.page.getByText('come').click()
    await standsBefore(anna, there)
    expect(await isIn(anna)).toBe(here)
  })

  test('also with the service worker in between', async ({ browser, parlor }) => {
    const { anna, here, there, address, addressOfHere } = await inOneRoomOfTwo(browser, parlor, {
      serviceWorkers: 'allow',
    })
    await anna.enter(addressOfHere)
    await anna.page.evaluate('navigator.serviceWorker.ready.then(() => true)')
    await anna.page.reload()
    await anna.composer().waitFor()
    expect(await anna.page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true)
    await anna.page.goto(await anotherSite(`<a href="${address}">come</a>`))
    await anna.page.getByText('come').click()
    await standsBefore(anna, there)
    expect(await isIn(anna)).toBe(here)
  })

  test('takes nobody in who is in no room, nor who logs in there', async ({ browser, parlor }) => {
    const { anna, there, address } = await inOneRoomOfTwo(browser, parlor)
    expect((await anna.page.request.delete('/api/me/room')).status()).toBe(204)
    const site = await anotherSite(`<a href="${address}">come</a>`)
    await anna.page.goto(site)
    await anna.page.getByText('come').click()
    await standsBefore(anna, there)
    expect(await isIn(anna)).toBe(null)

    const bob = await aNewcomer(browser, parlor, 'bob')
    await bob.page.goto(site)
    await bob.page.getByText('come').click()
    await bob.submit('Create account', bob.name, bob.password)
    await standsBefore(bob, there)
    expect(await isIn(bob)).toBe(null)
  })

  test('shows whoever is in that room already the room', async ({ browser, parlor }) => {
    const { anna, address } = await inOneRoomOfTwo(browser, parlor)
    await goInto(anna, address)
    await anna.page.goto(await anotherSite(`<a href="${address}">come</a>`))
    await anna.page.getByText('come').click()
    await anna.composer().waitFor()
  })

  test('of a room that is gone says so', async ({ browser, parlor }) => {
    const { anna, here, there, address } = await inOneRoomOfTwo(browser, parlor)
    const { pathname } = new URL(address)
    expect((await anna.page.request.delete(`/api${pathname}`)).status()).toBe(204)
    await anna.page.goto(await anotherSite(`<a href="${address}">come</a>`))
    await anna.page.getByText('come').click()
    await anna.page.getByRole('alert').filter({ hasText: there }).waitFor()
    expect(await isIn(anna)).toBe(here)
  })
})

test('an address that one types, or opens from Parlor in another window, leads in', async ({
  browser,
  parlor,
}) => {
  const { anna, there, address } = await inOneRoomOfTwo(browser, parlor)
  await anna.page.goto(address)
  await anna.composer().waitFor()
  expect(await isIn(anna)).toBe(there)
  await anna.leave()
  const opened = anna.page.context().waitForEvent('page')
  await anna.page.evaluate(`window.open('${address}')`)
  await (await opened).getByRole('textbox', { name: 'Message', exact: true }).waitFor()
})

test('pages that carry names are not stored, and back and forward lead to them all the same', async ({
  browser,
  parlor,
}) => {
  const { anna, here, addressOfHere } = await inOneRoomOfTwo(browser, parlor)
  await anna.enter(addressOfHere)
  await anna.say('still here?')
  const site = await anotherSite('<h1>elsewhere</h1>')
  await anna.page.goto(site)
  await anna.page.goBack()
  await anna.waitForMessages(['still here?'])
  await anna.page.goForward()
  await anna.heading('elsewhere').waitFor()
  await anna.page.goBack()
  await anna.waitForMessages(['still here?'])
  expect(await isIn(anna)).toBe(here)
  await anna.logOut()
  await anna.page.goto(site)
  await anna.page.goBack()
  await anna.button('Log in').waitFor()
  expect(await anna.page.content()).not.toContain('still here?')
})

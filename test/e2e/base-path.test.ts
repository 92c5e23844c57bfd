import { expect } from 'vitest'
import { aName, aParlor } from '../support/examples.ts'
import { aProxy } from '../support/proxy.ts'
import { aNewcomer, test } from './browser.ts'

test('below /chat of a host: everything leads to /chat, also by reload, link and without a line', async ({
  browser,
}) => {
  const parlor = await aParlor({ BASE_PATH: '/chat' })
  const strip = (path: string) => path.replace(/^\/chat(?=\/)/, '')
  const { url } = await aProxy(parlor, { path: strip })
  const anna = await aNewcomer(browser, { url }, 'anna', { serviceWorkers: 'allow' })
  const { page } = anna
  const outside: string[] = []
  page.context().on('request', (request) => {
    if (!new URL(request.url()).pathname.startsWith('/chat/')) outside.push(request.url())
  })
  await page.goto('/chat/')
  await anna.submit('Create account', anna.name, anna.password)
  await anna.heading('Rooms').waitFor()
  expect(new URL(page.url()).pathname).toBe('/chat/rooms')
  const room = aName('Tea')
  await anna.createRoom(room)
  await anna.join(room)
  const { pathname } = new URL(page.url())
  expect(pathname).toMatch(/^\/chat\/rooms\/.+/)
  await anna.say('hello')
  await page.reload()
  await anna.waitForMessages(['hello'])
  await page.goBack()
  await anna.joining(room).waitFor()
  expect(await anna.joining(room).getAttribute('href')).toBe(pathname)
  await page.goForward()
  await anna.waitForMessages(['hello'])

  const scope = 'navigator.serviceWorker.ready.then(({ scope }) => scope.slice(origin.length))'
  expect(await page.evaluate(scope)).toBe('/chat/')
  await page.reload()
  await page.context().setOffline(true)
  await page.goto('/chat/rooms')
  await page.locator('h1').waitFor()
  await page.context().setOffline(false)
  await anna.logOut()
  expect(outside).toEqual([])
})

test('two of them below one host: what one writes and chooses in the one stays out of the other', async ({
  browser,
}) => {
  const inner = await aParlor({ BASE_PATH: '/chat' })
  const root = await aParlor()
  const both = await aProxy(root, { elsewhere: { '/chat/': inner } })
  const anna = await aNewcomer(browser, both, 'anna')
  const { page } = anna
  const kept = () => page.evaluate<Record<string, string>>('({ ...localStorage })')
  await anna.signUp()
  await anna.roomName().fill('a draft of the first')
  const first = await kept()
  expect(Object.values(first)).toContain('a draft of the first')
  expect(Object.keys(first).filter((name) => name.startsWith('/'))).toEqual([])

  await page.goto('/chat/')
  await anna.submit('Create account', anna.name, anna.password)
  await anna.heading('Rooms').waitFor()
  expect(await anna.roomName().inputValue()).toBe('')
  await anna.roomName().fill('a draft of the second')
  const second = await kept()
  expect(second).toMatchObject(first)
  const added = Object.keys(second).filter((name) => !(name in first))
  expect(added.filter((name) => !name.startsWith('/chat '))).toEqual([])
  await page.goto('/rooms')
  expect(await anna.roomName().inputValue()).toBe('a draft of the first')

  await anna.button('Log out').click()
  await anna.button('Discard and log out').click()
  await anna.button('Log in').waitFor()
  expect(await kept()).toMatchObject(
    Object.fromEntries(Object.entries(second).filter(([name]) => name.startsWith('/chat '))),
  )
  await page.goto('/chat/rooms')
  expect(await anna.roomName().inputValue()).toBe('a draft of the second')
})

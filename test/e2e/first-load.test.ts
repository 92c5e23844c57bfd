import { expect } from 'vitest'
import { aName } from '../support/examples.ts'
import { aNewcomer, aVisitor, test } from './browser.ts'

test('a stranger’s first visit asks the server for nothing, and reports no error', async ({
  browser,
  parlor,
}) => {
  const anna = await aNewcomer(browser, parlor)
  const asked: string[] = []
  const errors: string[] = []
  anna.page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  anna.page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await anna.page.goto('/')
  await anna.button('Log in').waitFor()
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([])
  expect(errors).toEqual([])
})

test('the rooms are there without a request of their own', async ({ browser, parlor }) => {
  const anna = await aVisitor(browser, parlor)
  const room = aName('Tea')
  await anna.createRoom(room)
  // Whatever the page asks for after this never comes back.
  await anna.page.route('**/api/**', () => {})
  await anna.page.reload()
  await anna.joining(room).waitFor()
  await anna.page.getByText(anna.name).first().waitFor()
})

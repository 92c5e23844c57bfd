import { expect } from 'vitest'
import { aNewcomer, aVisitor, test } from './browser.ts'
import { Visitor } from './visitor.ts'

test('people see where they are logged in, and log out there from here', async ({
  browser,
  parlor,
}) => {
  const anna = await aVisitor(browser, parlor)
  const { page } = await aNewcomer(browser, parlor)
  const elsewhere = new Visitor(page, anna.name, anna.password)
  await elsewhere.logIn()
  await anna.button('Preferences').click()
  const places = anna.page.getByRole('dialog').getByRole('listitem')
  await expect.poll(() => places.count()).toBe(2)
  expect(await places.last().textContent()).toContain('this browser')
  await anna.button('Log out there').click()
  await elsewhere.button('Log in').waitFor()
  await expect.poll(() => places.count()).toBe(1)
  await anna.page.keyboard.press('Escape')
  await anna.heading('Rooms').waitFor()
})

import { expect } from 'vitest'
import { Person } from '../support/person.ts'
import { runCommand } from '../support/running.ts'
import { aNewcomer, aVisitor, test } from './browser.ts'
import { Visitor } from './visitor.ts'

test('people see where they are logged in, and log out from here there, or everywhere else at once', async ({
  browser,
  parlor,
}) => {
  const anna = await aVisitor(browser, parlor)
  const { page } = await aNewcomer(browser, parlor)
  const elsewhere = new Visitor(page, anna.name, anna.password)
  await elsewhere.logIn()
  await anna.openPreferences()
  const places = anna.page.getByRole('dialog').getByRole('listitem')
  await expect.poll(() => places.count()).toBe(2)
  expect(await places.last().textContent()).toContain('this browser')
  await anna.button('Log out there').click()
  await elsewhere.button('Log in').waitFor()
  await expect.poll(() => places.count()).toBe(1)
  await anna.page.keyboard.press('Escape')
  await anna.heading('Rooms').waitFor()

  await elsewhere.submit('Log in', anna.name, anna.password)
  await elsewhere.heading('Rooms').waitFor()
  const third = new Person(parlor, anna.name, anna.password)
  await third.logIn()
  await anna.openPreferences()
  await expect.poll(() => places.count()).toBe(3)
  expect(await places.first().textContent()).toMatch(/New device.*last used.*127\.0\.0\.1/)
  await anna.button('Log out everywhere else').click()
  await expect.poll(() => places.count()).toBe(1)
  await elsewhere.button('Log in').waitFor()
  expect((await third.send('GET', '/api/session')).status).toBe(401)
  await anna.page.keyboard.press('Escape')
  await anna.heading('Rooms').waitFor()
})

test('people change their password, who say the current one', async ({ browser, parlor }) => {
  const anna = await aVisitor(browser, parlor)
  const { page } = await aNewcomer(browser, parlor)
  const elsewhere = new Visitor(page, anna.name, anna.password)
  await elsewhere.logIn()
  const field = (name: string) => anna.page.getByRole('textbox', { name, exact: true })
  const change = async (current: string, next: string) => {
    await field('Current password').fill(current)
    await field('New password').fill(next)
    await anna.button('Change password').click()
  }
  await anna.openPreferences()
  expect(await field('Current password').getAttribute('autocomplete')).toBe('current-password')
  expect(await field('New password').getAttribute('autocomplete')).toBe('new-password')

  await change('not it at all', 'a longer sentence')
  await anna.page.getByText('That is not your password.').waitFor()
  expect(await field('Current password').getAttribute('aria-invalid')).toBe('true')
  expect(await field('New password').getAttribute('aria-invalid')).toBeNull()
  await change(anna.password, 'short')
  await anna.page.getByText('Use at least 8 characters.').waitFor()
  await change(anna.password, 'a longer sentence')
  await anna.page.getByText('Your password is changed.').waitFor()
  expect(await field('New password').inputValue()).toBe('')
  await elsewhere.button('Log in').waitFor()
  await new Visitor(page, anna.name, 'a longer sentence').logIn()
})

test('who forgot their password sets a new one by the operator’s link', async ({
  browser,
  parlor,
}) => {
  const anna = await aVisitor(browser, parlor)
  const environment = { DATABASE_URL: parlor.database.url }
  const command = runCommand(['reset-password', anna.name], environment)
  await command.exitCode()
  const link = command.lines.join('\n').match(/\/reset#[\w-]+$/m)?.[0] ?? ''

  const { page } = await aNewcomer(browser, parlor)
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(link)
  const somebody = new Visitor(page, anna.name, 'a longer sentence')
  const field = page.getByRole('textbox', { name: 'New password', exact: true })
  expect(await field.getAttribute('autocomplete')).toBe('new-password')
  const code = link.split('#')[1] ?? ''
  expect(requests.filter((url) => url.includes(code))).toEqual([])
  await field.fill('password1')
  await somebody.button('Set password').click()
  await page.getByText('one of the most common passwords').waitFor()
  await field.fill(somebody.password)
  await somebody.button('Set password').click()
  await page.getByText('Your password is set.').waitFor()
  expect(page.url()).not.toContain(code)
  await anna.button('Log in').waitFor()
  await page.getByRole('link', { name: 'Log in' }).click()
  await somebody.submit('Log in', anna.name, somebody.password)
  await somebody.heading('Rooms').waitFor()

  await page.goto('/rooms')
  await page.goto(link)
  await field.fill(somebody.password)
  await somebody.button('Set password').click()
  await page.getByRole('alert').getByText('This link has been used').waitFor()
})

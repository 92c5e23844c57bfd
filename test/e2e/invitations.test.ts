import { expect } from 'vitest'
import { aName, aParlor } from '../support/examples.ts'
import { aMember, aNewcomer, test } from './browser.ts'

test('a link brings a stranger from its page into an account and the room, and a friend there after logging in', async ({
  browser,
}) => {
  const parlor = await aParlor()
  const anna = await aMember(browser, parlor)
  await anna.openList()

  // Whoever made the first account is asked once who may make one after them.
  const question = anna.page.getByRole('region', { name: 'Who may make an account here?' })
  await question.getByText('Everybody who finds this address').waitFor()
  await question.getByRole('radio', { name: /^By invitation/ }).check()
  await question.getByRole('button', { name: 'Save', exact: true }).click()
  await question.waitFor({ state: 'detached' })
  expect(await anna.page.locator(':focus').textContent(), 'the keyboard').toBe('Rooms')
  await anna.openList()
  expect(await question.count()).toBe(0)

  const room = aName('Tea')
  await anna.enter(await anna.makeRoom(room))
  await anna.button('Invite people').click()
  const dialog = anna.page.getByRole('dialog', { name: 'Invite people' })
  const link = dialog.getByRole('textbox', { name: 'Invitation link', exact: true })
  await expect.poll(() => link.inputValue()).toContain('/invite/')
  await dialog.getByRole('img', { name: 'The link as a QR code' }).waitFor()
  await dialog.getByRole('button', { name: 'Copy link', exact: true }).click()
  await dialog.getByText(/^Copied$|^Copying is not allowed/).waitFor()
  const address = await link.inputValue()
  // Arrow keys go through all numbers: the link that was copied stays good, and none is left over.
  const uses = dialog.getByRole('combobox', { name: 'How many may come by it' })
  await uses.focus()
  for (let n = 0; n < 3; n += 1) await anna.page.keyboard.press('ArrowDown')
  await dialog.getByText('Links that were given out (1)').waitFor()
  const given = `/api${new URL(anna.page.url()).pathname}/invites`
  const invites = async (): Promise<{ id: string; usesLeft: number | null }[]> =>
    (await (await anna.page.request.get(given)).json()).invites
  const places = async () => (await invites()).map(({ usesLeft }) => usesLeft)
  await expect.poll(places).toEqual([25, null])
  const [last] = await invites()
  await anna.page.request.delete(`/api/invites/${last?.id}`)

  const stranger = await aNewcomer(browser, parlor, 'bob')
  await stranger.page.goto('/')
  await stranger.page.getByText('New accounts need an invitation here.').waitFor()
  expect(await stranger.button('Create account').count()).toBe(0)
  await stranger.page.goto(address)
  await stranger.page
    .getByRole('heading', { name: `\u2068${anna.name}\u2069 invites you` })
    .waitFor()
  await stranger.page.getByText(room).waitFor()
  const forms = await stranger.page.locator('form').evaluateAll((all) => all.map(String))
  expect(forms).toHaveLength(2)
  expect(await stranger.page.locator('form button').first().textContent()).toBe('Create account')
  await stranger.submit('Create account', stranger.name, stranger.password)
  await stranger.composer().waitFor()
  await stranger.heading(room).waitFor()
  await stranger.say('«here I am»')

  // Who has an account and is logged out is taken there; who is logged in is asked.
  const friend = await aNewcomer(browser, parlor, 'cleo')
  const { name: username, password } = friend
  const invite = address.split('/').at(-1)
  const signedUp = await friend.page.request.post('/api/accounts', {
    data: { username, password, invite },
  })
  expect(signedUp.status()).toBe(201)
  await friend.page.context().clearCookies()
  await friend.page.goto(address)
  await friend.submit('Log in', username, password)
  await friend.composer().waitFor()
  await friend.heading(room).waitFor()
  await friend.page.goto(address)
  await friend.button('Accept invitation').click()
  await friend.composer().waitFor()

  // The list says who came by it; once it is taken back, its page says so.
  await anna.page.keyboard.press('Escape')
  await anna.page.reload()
  await anna.button('Invite people').click()
  await dialog.getByText('Links that were given out (1)').click()
  await dialog.getByText(stranger.name).waitFor()
  await dialog.getByRole('button', { name: 'Take back' }).click()
  await dialog.getByText('Links that were given out').waitFor({ state: 'detached' })
  expect(await anna.page.locator(':focus').textContent(), 'the keyboard').toBe('Invite people')
  const late = await aNewcomer(browser, parlor, 'dora')
  await late.page.goto(address)
  await late.heading('This invitation is no longer good').waitFor()
})

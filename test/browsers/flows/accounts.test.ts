import { describe } from 'vitest'
import { aName } from '../../support/examples.ts'
import { aNewcomer, aVisitor, test } from '../browser.ts'
import { button, heading, text, textbox } from '../visitor.ts'

describe('accounts', () => {
  test('S1, S2: people create an account, log out, and log in again', async ({
    browser,
    parlor,
  }) => {
    const anna = await aNewcomer(browser, parlor)
    await anna.goto('/')
    await anna.sees(button('Log in'))
    await anna.sees(button('Create account'))
    await anna.signUp()
    await anna.click(button('Log out'))
    await anna.sees(button('Log in'))
    await anna.submit('Log in', aName('nobody'))
    await anna.sees(text('do not match'))
    await anna.submit('Log in')
    await anna.sees(heading('Rooms'))
    await anna.reload()
    await anna.sees(heading('Rooms'))
    await anna.sees(button('Log out'))
  })

  test('S18: people in separate profiles are logged in separately', async ({ browser, parlor }) => {
    const anna = await aVisitor(browser, parlor)
    const bob = await aNewcomer(browser, parlor, 'bob')
    await bob.goto('/')
    await bob.sees(button('Log in'))
    await bob.signUp()
    await anna.click(button('Log out'))
    await anna.sees(button('Log in'))
    await bob.goto('/rooms')
    await bob.sees(text(bob.name))
    await bob.sees(textbox('Room name'))
  })
})

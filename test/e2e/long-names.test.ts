import { expect } from 'vitest'
import { aName } from '../support/examples.ts'
import { aVisitor, test } from './browser.ts'

test('on a phone, a name as long as names may be leaves everything beside it in sight', async ({
  browser,
  parlor,
}) => {
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
  const anna = await aVisitor(browser, parlor, 'm'.repeat(18), phone)
  const { page } = anna
  const room = aName('Tea')
  await anna.createRoom(room)
  await anna.join(room)
  await anna.say('«hello»')
  const box = async (selector: string) => {
    const found = await page.locator(selector).first().boundingBox()
    if (!found) throw new Error(`${selector} is not there.`)
    return { ...found, end: found.x + found.width }
  }
  const time = await box('article > time')
  expect(time.width, 'the time of a message has room').toBeGreaterThan(20)
  expect(time.end).toBeLessThanOrEqual(360)
  expect((await box('.room-header')).height, 'the bar, with a line for the name').toBe(79)
  expect((await box('.room-header nav > button:last-child')).end).toBeLessThanOrEqual(360)
  await page.locator('[aria-controls=people]').tap()
  const you = await box('.people li .quiet')
  expect(you.height, '“(you)” is not broken').toBeLessThan(30)
  expect(you.end).toBeLessThanOrEqual(360)

  await anna.enter(await anna.makeRoom(aName('A name that goes on and on, and on ')))
  expect((await box('.room-header')).height, 'a second line for a long one').toBe(99)
  await page.setViewportSize({ width: 360, height: 400 })
  expect((await box('.room-header')).height, 'and none beside a keyboard').toBe(79)
})

test('the name of a room that one began to type is there after a reload, until the room is', async ({
  browser,
  parlor,
}) => {
  const anna = await aVisitor(browser, parlor)
  const field = anna.page.getByRole('textbox', { name: 'Room name', exact: true })
  const room = aName('Tea')
  await field.fill(room)
  await anna.page.reload()
  await anna.heading('Rooms').waitFor()
  expect(await field.inputValue()).toBe(room)
  await anna.button('Create room').click()
  await anna.heading(room).waitFor()
  await anna.leave()
  await anna.joining(room).waitFor()
  expect(await field.inputValue()).toBe('')
  await anna.page.reload()
  await anna.heading('Rooms').waitFor()
  expect(await field.inputValue()).toBe('')
})

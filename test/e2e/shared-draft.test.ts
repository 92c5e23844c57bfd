import { expect } from 'vitest'
import { test } from './browser.ts'
import { annaAndBob } from './conversation.ts'
import { Visitor } from './visitor.ts'

test('two windows of one person on a room show one draft as it is typed, and empty it together', async ({
  browser,
  parlor,
}) => {
  const { anna, room, enter } = await annaAndBob(browser, parlor)
  await enter()
  const page = await anna.page.context().newPage()
  await page.goto(`/rooms/${room.id}`)
  const second = new Visitor(page, anna.name, anna.password)
  const [here, there] = [anna, second].map((window) =>
    window.page.getByRole('textbox', { name: 'Message', exact: true }),
  )
  if (!here || !there) throw new Error('There are two windows.')
  await there.waitFor()

  await anna.page.bringToFront()
  await here.pressSequentially('half')
  await expect.poll(() => there.inputValue()).toBe('half')
  await page.bringToFront()
  await there.press('End')
  await there.pressSequentially(' and half')
  await expect.poll(() => here.inputValue()).toBe('half and half')
  await there.press('Enter')
  await expect.poll(() => here.inputValue()).toBe('')
  for (const window of [anna, second]) await window.waitForMessages(['half and half'])
})

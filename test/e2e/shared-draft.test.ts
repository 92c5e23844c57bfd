import { expect } from 'vitest'
import { test } from './browser.ts'
import { annaAndBob } from './conversation.ts'

test('two windows of one person on a room show one draft as it is typed, and empty it together', async ({
  browser,
  parlor,
}) => {
  const { anna, room, enter } = await annaAndBob(browser, parlor)
  await enter()
  const second = await anna.anotherWindow(`/rooms/${room.id}`)
  const [here, there] = [anna.composer(), second.composer()]
  await there.waitFor()

  await anna.page.bringToFront()
  await here.pressSequentially('half')
  await expect.poll(() => there.inputValue()).toBe('half')
  await second.page.bringToFront()
  await there.press('End')
  await there.pressSequentially(' and half')
  await expect.poll(() => here.inputValue()).toBe('half and half')
  await there.press('Enter')
  await expect.poll(() => here.inputValue()).toBe('')
  for (const window of [anna, second]) await window.waitForMessages(['half and half'])
})

import { describe, expect } from 'vitest'
import { aName, aParlor } from '../../support/examples.ts'
import { annaAndBob, aVisitor, test } from '../browser.ts'
import { alert, button, composer, heading, joining, text, textbox } from '../visitor.ts'

describe('the list of rooms', () => {
  test('S3, S4, S5: says that there are none, shows the one that was created, and loses it when it is deleted', async ({
    browser,
  }) => {
    const anna = await aVisitor(browser, await aParlor())
    await anna.sees(text('No rooms yet'))
    await anna.createRoom('Tea')
    await anna.leave()
    await anna.sees(joining('Tea'))

    await anna.fill(textbox('Room name'), 'tea')
    await anna.click(button('Create room'))
    await anna.sees(text('already a room with that name'))
    expect(await anna.value(textbox('Room name'))).toBe('tea')

    await anna.click(button('Options for Tea'))
    await anna.click(button('Delete Tea'))
    await anna.sees({ role: 'dialog', text: 'Tea' })
    await anna.press('Escape')
    await anna.seesNo({ role: 'dialog' })
    await anna.sees(joining('Tea'))
    await anna.click(button('Options for Tea'))
    await anna.click(button('Delete Tea'))
    await anna.click(button('Delete room'))
    await anna.sees(text('No rooms yet'))
  })

  test('S3, S5: follows what others do, and lets nobody delete what is not theirs', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room } = await annaAndBob(browser, parlor)
    await anna.sees(joining(room.name))
    expect(await anna.count(button(`Options for ${room.name}`))).toBe(0)
    const other = await bob.createRoom(aName('Books'))
    await anna.sees(joining(other.name))
    await bob.deleteRoom(other)
    await anna.seesNo(joining(other.name))
  })

  test('S6: whoever is inside a room that is deleted is told so, and sees the list', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room } = await annaAndBob(browser, parlor)
    await anna.join(room.name)
    await anna.fill(composer, 'half a sentence')
    await bob.deleteRoom(room)
    await anna.sees({ ...alert, text: room.name })
    await anna.sees({ ...alert, text: 'was deleted' })
    await anna.sees(heading('Rooms'))
    await anna.seesNo(joining(room.name))
  })
})

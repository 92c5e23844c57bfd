import { describe, expect } from 'vitest'
import { aName } from '../support/examples.ts'
import { test } from './one-page.ts'

describe('in a room', () => {
  test('S7: people see what was said before they came, with who said it', async ({ anna, bob }) => {
    const room = aName('Tea')
    await anna.createRoom(room)
    await anna.join(room)
    await anna.say('first words')
    await anna.say('second words')
    await bob.join(room)
    await bob.waitForMessages(['first words', 'second words'])
    for (const article of await bob.articles().allInnerTexts()) expect(article).toContain(anna.name)
  })

  test('S7: history older than the first page appears by scrolling up, in order', async ({
    tea,
  }) => {
    const { anna, bob, room, enter } = tea
    const texts = Array.from({ length: 180 }, (_, at) => `words ${String(at).padStart(3, '0')}.`)
    for (const text of texts) await bob.post(room, text)
    await enter()
    await anna.articles().filter({ hasText: 'words 179.' }).waitFor()
    expect(await anna.articles().filter({ hasText: 'words 000.' }).count()).toBe(0)
    let shown: (string | undefined)[] = []
    const scrollUp = async () => {
      await anna.page.getByRole('log').hover()
      await anna.page.mouse.wheel(0, -4000)
      const articles = await anna.articles().allInnerTexts()
      shown = articles.map((text) => text.match(/words \d+\./)?.[0])
      return shown[0]
    }
    // Each look takes its time on a busy machine, and several pages are to be fetched.
    await expect.poll(scrollUp, { timeout: 40_000 }).toBe('words 000.')
    expect(shown).toEqual(texts.slice(0, shown.length))
  })

  test('S8: each sees what the other says, without doing anything', async ({ two }) => {
    const { anna, bob } = two
    await anna.say('hello, Bob')
    await bob.waitForMessages(['hello, Bob'])
    await bob.say('hello, Anna')
    await anna.waitForMessages(['hello, Bob', 'hello, Anna'])
    await anna.say('how are you?')
    await bob.waitForMessages(['hello, Bob', 'hello, Anna', 'how are you?'])
  })

  test('S9: people post with the button or with Enter, and write lines with Shift+Enter; a message of nothing is not posted', async ({
    two,
  }) => {
    const { anna, bob } = two
    const message = anna.composer()
    await message.press('Enter')
    await message.fill('   ')
    await message.press('Enter')
    await anna.say('by the button')
    await expect.poll(() => message.inputValue()).toBe('')
    await message.fill('by the key')
    await message.press('Enter')
    await message.fill('one line')
    await message.press('Shift+Enter')
    await message.pressSequentially('another line')
    await message.press('Enter')
    await bob.waitForMessages(['by the button', 'by the key', 'one line\nanother line'])
  })

  test('S10: people can leave, and see the list of rooms again', async ({ two }) => {
    const { anna, bob, room } = two
    await bob.leave()
    await bob.joining(room).waitFor()
    expect(await bob.page.getByRole('log').count()).toBe(0)
    await anna.say('Bob has left')
    await bob.join(room)
    await bob.waitForMessages(['Bob has left'])
  })
})

describe('S11: a person is in at most one room', () => {
  test('S11: joining a room in a second window takes them out of the first, which says so', async ({
    two,
  }) => {
    const { anna, bob, room } = two
    const other = aName('Books')
    await bob.leave()
    await bob.createRoom(other)

    await anna.say('still here')
    const second = await anna.anotherWindow('/rooms')
    await second.joining(other).click()
    await second.heading(other).waitFor()

    await anna.page.getByText(other).first().waitFor()
    await anna.composer().waitFor({ state: 'hidden' })
    await bob.join(other)
    await bob.say('welcome')
    await second.articles().filter({ hasText: 'welcome' }).waitFor()
    const session = await second.page.request.get('/api/session')
    expect(await session.json()).toMatchObject({ room: { name: other, people: 2 } })
    const { rooms } = await (await second.page.request.get('/api/rooms')).json()
    const people = rooms.map(({ name, people }: { name: string; people: number }) => [name, people])
    expect(new Map(people).get(room)).toBe(0)
  })

  test('S11: opening another room’s address moves them there', async ({ two }) => {
    const { anna, bob, room } = two
    await bob.leave()
    const other = aName('Books')
    await bob.createRoom(other)
    await bob.join(other)
    await anna.page.goto(bob.page.url())
    await anna.heading(other).waitFor()
    await anna.say('moved')
    await bob.waitForMessages(['moved'])
    await bob.leave()
    await bob.join(room)
    expect(await bob.articles().count()).toBe(0)
  })
})

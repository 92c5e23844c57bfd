import { describe, expect } from 'vitest'
import { annaAndBob, test } from '../browser.ts'
import { button, composer, text } from '../visitor.ts'

describe('logging out', () => {
  test('S2: asks before it discards what was begun, and leaves nothing in the browser', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter, talk, message } = await annaAndBob(browser, parlor)
    await talk(1)
    await enter()
    await anna.sees(message(1))
    await anna.fill(composer, 'a draft of mine')
    const secrets = [anna.name, bob.name, room.id, '«1»', 'a draft of mine']
    const kept = async () => {
      const all = await anna.evaluate<string>(everything)
      return secrets.filter((secret) => all.includes(secret))
    }
    // Each was there before, or its absence afterwards would say nothing.
    await expect.poll(kept).toEqual(secrets)

    await anna.click(button('Log out'))
    await anna.sees(text('You have begun to write in 1 room.'))
    await anna.click(button('Stay logged in'))
    expect(await anna.value(composer)).toBe('a draft of mine')
    await anna.click(button('Log out'))
    await anna.click(button('Discard and log out'))
    await anna.sees(button('Log in'))
    await expect.poll(kept).toEqual([])
    expect(await anna.evaluate('document.cookie')).toBe('')

    await anna.goto(`/rooms/${room.id}`)
    await anna.sees(button('Log in'))
    await anna.submit('Log in')
    await anna.sees(composer)
    expect(await anna.value(composer)).toBe('')
  })
})

/** All that the browser keeps for this origin and that the page holds, as one text. */
const everything = `(async () => {
  const found = [document.documentElement.outerHTML, document.title]
  for (const storage of [localStorage, sessionStorage]) found.push(JSON.stringify(storage))
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open(name)
      request.onsuccess = () => resolve(request.result)
      request.onerror = reject
    })
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store).getAll()
      await new Promise((resolve) => { all.onsuccess = resolve })
      found.push(JSON.stringify(all.result))
    }
    database.close()
  }
  return found.join('\\n')
})()`

import { describe, expect } from 'vitest'
import { aName, aPerson } from '../support/examples.ts'
import { aMember } from './browser.ts'
import { Keyboard } from './keyboard.ts'
import { test } from './one-page.ts'
import type { Visitor } from './visitor.ts'

const field = (anna: Visitor) => anna.page.getByRole('searchbox', { name: 'Search messages' })
const results = (anna: Visitor) => anna.page.getByRole('region', { name: 'Search results' })
const hits = (anna: Visitor) => results(anna).getByRole('article')

describe('the search', () => {
  test('finds messages of all rooms, marks what matched, leads there, and Back to what was found', async ({
    anna,
    parlor,
  }) => {
    const bob = await aPerson(parlor, 'bob')
    const tea = await bob.createRoom(aName('Tea'))
    await bob.join(tea)
    const word = aName('kettle')
    await bob.post(tea, 'just before')
    const message = await bob.post(tea, `The ${word.toUpperCase()} <b>boils</b>`)
    await bob.post(tea, 'and just after')
    for (let i = 1; i <= 21; i += 1) await bob.post(tea, `the ${word} number ${i}`)
    await parlor.indexed()
    const home = await anna.makeRoom(aName('Home'))
    await anna.enter(home)

    await anna.button('Search').click()
    await field(anna).fill(`${word} boil`)
    await expect.poll(() => hits(anna).count()).toBe(1)
    const text = (await hits(anna).textContent()) ?? ''
    expect(text).toContain(bob.name)
    expect(text).toContain(tea.name)
    expect(text).toContain(`The ${word.toUpperCase()} <b>boils</b>`)
    expect(text).toContain(`${bob.name}: just before`)
    expect(text).toContain(`${bob.name}: and just after`)
    const marked = hits(anna).locator('mark')
    expect(await marked.allInnerTexts()).toEqual([word.toUpperCase(), 'boil'])
    await results(anna).getByText('1 message', { exact: true }).waitFor()

    await field(anna).fill(word)
    await results(anna).getByText('20 messages so far').waitFor()
    await results(anna).getByRole('button', { name: 'Show older ones' }).press('Enter')
    await results(anna).getByText('22 messages', { exact: true }).waitFor()
    const focused = (at: number) =>
      hits(anna)
        .nth(at)
        .getByRole('link')
        .evaluate((link) => link === link.ownerDocument.activeElement)
    // The keyboard is on the first of them.
    await expect.poll(() => focused(20)).toBe(true)
    const last = hits(anna).last()
    const link = last.getByRole('link', { name: 'Open in room' })
    await last.scrollIntoViewIfNeeded()
    const before = await results(anna).evaluate((list) => list.scrollTop)
    expect(before).toBeGreaterThan(0)
    await link.click()
    await anna.heading(tea.name).waitFor()
    expect(new URL(anna.page.url()).pathname).toBe(`/rooms/${tea.id}`)
    expect(new URL(anna.page.url()).search).toBe(`?at=${message.seq}`)
    expect(await field(anna).count()).toBe(0)

    await anna.page.goBack()
    await expect.poll(() => hits(anna).count()).toBe(22)
    expect(await field(anna).inputValue()).toBe(word)
    expect(await results(anna).evaluate((list) => list.scrollTop)).toBe(before)
    expect(await focused(21), 'the keyboard is where it was').toBe(true)
    expect(new URL(anna.page.url()).pathname).toBe(home)
    await anna.page.keyboard.press('Escape')
    await field(anna).waitFor({ state: 'detached' })
    expect(new URL(anna.page.url()).pathname).toBe(home)
  })

  test('shows what was found as the room does, with files, and folds what blocked people say', async ({
    anna,
    parlor,
  }) => {
    const bob = await aPerson(parlor, 'bob')
    const tea = await bob.createRoom(aName('Tea'))
    await bob.join(tea)
    const word = aName('kettle')
    await bob.postFiles(tea, '', await bob.upload(tea, 'floor plan.txt', 'words'))
    await bob.postFiles(
      tea,
      `**the ${word}** and \`${word}()\``,
      await bob.upload(tea, `a.txt`, 'b'),
    )
    const said = await anna.page.request.put('/api/me/room', { data: { roomId: tea.id } })
    expect(said.status()).toBe(200)
    const data = { body: `my own ${word}`, key: crypto.randomUUID() }
    const posted = await anna.page.request.post(`/api/rooms/${tea.id}/messages`, { data })
    expect(posted.status()).toBe(201)
    await parlor.indexed()
    await anna.enter(await anna.makeRoom(aName('Home')))
    await anna.button('Search').click()
    await field(anna).fill('in:')
    await expect.poll(() => anna.page.getByRole('group', { name: 'in a room' }).count()).toBe(1)
    await field(anna).fill(word)
    await expect.poll(() => hits(anna).count()).toBe(2)
    expect(await results(anna).getByText('Nothing was found.').count()).toBe(0)
    const bobs = hits(anna).last()
    expect(await bobs.locator('strong').textContent()).toBe(`the ${word}`)
    expect(await bobs.locator('strong mark').textContent()).toBe(word)
    expect(await bobs.locator('code[dir=ltr] mark').textContent()).toBe(word)
    await bobs.getByText('a.txt', { exact: true }).waitFor()
    expect(await bobs.textContent()).toContain(`${bob.name}: 📎 floor plan.txt`)

    const { user } = await bob.session()
    expect((await anna.page.request.put(`/api/me/blocks/${user.id}`)).status()).toBe(204)
    await anna.page.reload()
    await expect.poll(() => hits(anna).count()).toBe(2)
    const folded = 'You have blocked the person who wrote this.'
    await bobs.getByText(folded).last().waitFor()
    expect(await bobs.locator('code').count()).toBe(0)
    expect(await hits(anna).first().textContent(), 'nor beside it').not.toContain(bob.name)
    await bobs.getByRole('button', { name: 'Show it' }).click()
    await bobs.locator('code mark').waitFor()
    expect(await field(anna).count(), 'one is still searching').toBe(1)
  })

  test('is opened, walked and left by keys', async ({ anna, parlor }) => {
    const bob = await aPerson(parlor, 'bob')
    const tea = await bob.createRoom(aName('Tea'))
    await bob.join(tea)
    const word = aName('word')
    for (const end of ['one', 'two']) await bob.post(tea, `${word} ${end}`)
    await parlor.indexed()
    const { page } = anna
    await anna.enter(await anna.makeRoom(aName('Home')))
    const { keyboard } = page
    const keys = new Keyboard(page)

    await keyboard.press('Control+f')
    expect(await field(anna).count(), 'the first is the browser’s').toBe(0)
    // Its code is still to come: what is typed meanwhile is for it, and Enter sends nothing of it.
    await anna.composer().focus()
    await keyboard.press('Control+f')
    await keyboard.type(word)
    await keyboard.press('Enter')
    await expect.poll(() => hits(anna).count()).toBe(2)
    expect(await field(anna).inputValue()).toBe(word)
    await keyboard.press('Escape')
    await field(anna).waitFor({ state: 'detached' })
    await anna.button('Leave room').focus()
    await keyboard.press('/')
    await field(anna).waitFor()
    await keyboard.type(word)
    await expect.poll(() => hits(anna).count()).toBe(2)
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowDown')
    await keys.expectFocus('link "Open in room"')
    await keyboard.press('ArrowUp')
    await keyboard.press('ArrowUp')
    await keys.expectFocus('searchbox "Search messages"')
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await anna.heading(tea.name).waitFor()
    expect(new URL(page.url()).search).toBe('?at=2')

    // From a room into the same room.
    await field(anna).waitFor({ state: 'detached' })
    await anna.button('Leave room').focus()
    await keyboard.press('/')
    await keyboard.type(word)
    await expect.poll(() => hits(anna).count()).toBe(2)
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await field(anna).waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe('?at=1')
    await page.goBack()
    await expect.poll(() => hits(anna).count()).toBe(2)
    expect(await field(anna).inputValue()).toBe(word)

    // What is deleted while one looks, or before one comes back, is not there any more.
    const [one, two] = (await bob.history(tea)).messages
    if (!one || !two) throw new Error('There are two.')
    await bob.deleteMessage(tea, two)
    await expect.poll(() => hits(anna).count()).toBe(1)
    await keyboard.press('Escape')
    // The browser takes its time to go back, and would from wherever one is by then.
    await expect.poll(() => page.evaluate('history.state')).toBe(null)
    await anna.enter(await anna.makeRoom(aName('Attic')))
    await anna.button('Search').click()
    await field(anna).fill(word)
    await expect.poll(() => hits(anna).count()).toBe(1)
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await anna.heading(tea.name).waitFor()
    await bob.deleteMessage(tea, one)
    await page.goBack()
    await field(anna).waitFor()
    await expect.poll(() => hits(anna).count()).toBe(0)
  })

  test('offers what can be typed and what was searched for, and forgets it at log-out', async ({
    browser,
    parlor,
  }) => {
    const anna = await aMember(browser, parlor, 'anna')
    const name = aName('Tea room')
    const home = await anna.makeRoom(name)
    await anna.enter(home)
    const word = aName('word')
    await anna.send(`see https://example.org ${word}`)
    await parlor.indexed()
    const choose = (text: string | RegExp) =>
      results(anna).page().getByRole('button', { name: text })
    await anna.button('Search').click()
    await choose('in: in a room').click()
    await field(anna).pressSequentially(name.slice(0, 6))
    await choose(name).click()
    expect(await field(anna).inputValue()).toBe(`in:"${name}" `)
    await expect.poll(() => hits(anna).count()).toBe(1)
    await choose('has:link with a link').click()
    await expect.poll(() => hits(anna).count()).toBe(1)
    await field(anna).press('Enter')
    await field(anna).fill('nothing has this')
    await results(anna).getByText('Nothing was found.').waitFor()
    await field(anna).press('Enter')
    await field(anna).fill('')
    const lately = results(anna).page().getByRole('group', { name: 'Searched for lately' })
    const newestFirst = ['nothing has this', `in:"${name}" has:link`]
    await expect.poll(() => lately.getByRole('button').allInnerTexts()).toEqual(newestFirst)
    await choose(`in:"${name}" has:link`).click()
    await expect.poll(() => hits(anna).count()).toBe(1)

    // How a day is written is said where one types it, and why none was understood.
    await field(anna).fill(`${word} after:`)
    await anna.page.getByText('A day is written like 2026-05-01').waitFor()
    await choose(/^\d{4}-\d\d-\d\d yesterday$/).click()
    await expect.poll(() => hits(anna).count()).toBe(1)
    expect(await field(anna).inputValue()).toMatch(/ after:\d{4}-\d\d-\d\d $/)
    for (const day of ['yesterday', '28.11.2026', '2026-02-30']) {
      await field(anna).fill(`${word} after:${day}`)
      await results(anna).getByText(`“\u2068after:${day}\u2069” is looked for as a word`).waitFor()
    }
    // Away from the rooms that they are in, too.
    const bob = await aPerson(parlor, 'bob')
    await bob.send('PUT', '/api/me/room', { roomId: home.split('/').at(-1) })
    await anna.openList()
    await anna.button('Search').click()
    await field(anna).fill(`from:${bob.name.slice(0, -2)}`)
    await choose(bob.name).click()

    await anna.page.keyboard.press('Escape')
    await field(anna).waitFor({ state: 'detached' })
    await anna.button('Log out').click()
    await anna.form('Log in').waitFor()
    const kept = await anna.page.evaluate(() => JSON.stringify({ ...localStorage }))
    expect(kept).not.toContain('has:link')
  })

  test('says what is wrong, and finds all the same when it is asked again', async ({
    anna,
    parlor,
  }) => {
    await anna.enter(await anna.makeRoom(aName('Home')))
    const word = aName('word')
    await anna.send(word)
    await parlor.indexed()
    await anna.page.route('**/api/search*', (route) => route.abort())
    await anna.button('Search').click()
    await field(anna).fill(word)
    const alert = results(anna).getByRole('alert')
    await alert.waitFor()
    await anna.page.unroute('**/api/search*')
    await alert.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => hits(anna).count()).toBe(1)
    expect(await alert.count()).toBe(0)
    const focused = await anna.page.evaluate('document.activeElement.type')
    expect(focused, 'the button is gone; the keyboard is in the field').toBe('search')
  })
})

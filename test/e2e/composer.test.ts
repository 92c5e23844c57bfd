import { describe, expect } from 'vitest'
import { test } from './one-page.ts'

describe('who writes', () => {
  test('with an input method sends nothing with the Enter that ends a word', async ({ tea }) => {
    const { anna, enter } = tea
    await enter()
    const field = anna.composer()
    const device = await anna.page.context().newCDPSession(anna.page)
    const word = { text: 'にほん', selectionStart: 3, selectionEnd: 3 }
    await device.send('Input.imeSetComposition', word)
    await expect.poll(() => field.inputValue()).toBe('にほん')
    await anna.page.keyboard.press('Enter')
    expect(await anna.page.getByRole('list', { name: 'Being sent' }).count()).toBe(0)
    expect(await anna.articles().count()).toBe(0)
    await device.send('Input.insertText', { text: '日本' })
    await expect.poll(() => field.inputValue()).toContain('日本')
    await anna.page.keyboard.press('Enter')
    await anna.articles().filter({ hasText: '日本' }).waitFor()
    expect(await anna.articles().count()).toBe(1)
  })

  test('is told how much room is left near the limit, and cannot send more', async ({ tea }) => {
    const { anna, enter } = tea
    await enter()
    const field = anna.composer()
    const count = anna.page.locator('.count')
    await field.fill('x'.repeat(3799))
    expect(await count.textContent()).toBe('')
    // An emoji is one character, as the server counts.
    await field.fill(`${'x'.repeat(3800)}🫖`)
    await expect.poll(() => count.textContent()).toBe('199 characters left')
    expect(await field.getAttribute('aria-invalid')).toBeNull()
    await field.fill(`${'x'.repeat(4000)}\n  `)
    await expect.poll(() => count.textContent()).toBe('0 characters left')
    await field.fill(`${'x'.repeat(3999)}🫖yz`)
    await expect.poll(() => count.textContent()).toBe('2 characters too many')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    const about = await count.getAttribute('id')
    const send = anna.button('Send')
    for (const told of [field, send]) {
      expect((await told.getAttribute('aria-describedby'))?.split(' ')).toContain(about)
    }
    const drawn = "getComputedStyle(document.querySelector('.too-many'), '::before').content"
    expect(await anna.page.evaluate(drawn)).toBe('"−2"')
    expect(await send.getAttribute('aria-disabled')).toBe('true')
    for (const tried of [() => field.press('Enter'), () => send.click({ force: true })]) {
      await tried()
      expect(await field.inputValue()).toBe(`${'x'.repeat(3999)}🫖yz`)
    }
    await field.press('End')
    await field.press('Backspace')
    await field.press('Backspace')
    expect(await send.getAttribute('aria-disabled')).toBeNull()
    await field.press('Enter')
    await expect.poll(() => anna.articles().count()).toBe(1)
  })

  test('with colons that begin no emoji sends what is typed', async ({ tea }) => {
    const { anna, bob, room, enter } = tea
    await enter()
    const texts = [
      ...[':DD', 'fun :-P', ':oo', 'meet at :30', 'ping :80', ':D', ':p', ':-)', ':3', ':o', ':PP'],
      ...[':XD', ':oO', ':OK', ':100:', ':+1', '10:30', 'http://', 'C:\\dir', 'a:b', '::', ':::'],
      ...['std::vector', ':te', 'x :smil', '(:coffe', 'un :la', ':teaup:cup'],
    ]
    // With the emoji here, whatever is going to be offered is offered before Enter.
    await anna.composer().pressSequentially(':tea')
    await anna.page.getByRole('option').first().waitFor()
    await anna.composer().fill('')
    for (const text of texts) {
      await anna.composer().pressSequentially(text)
      await anna.composer().press('Enter')
      await expect.poll(() => anna.composer().inputValue()).toBe('')
    }
    const sent = async () => (await bob.history(room)).messages.map(({ body }) => body)
    await expect.poll(sent).toEqual(texts)
  })

  test('can choose an emoji with the arrows, with Tab, or by typing all of its name', async ({
    tea,
  }) => {
    const { anna, enter } = tea
    await enter()
    const field = anna.composer()
    const options = anna.page.getByRole('option')
    const chosen = anna.page.getByRole('option', { selected: true })
    await field.pressSequentially('A cup of :teapo')
    await options.filter({ hasText: ':teapot:' }).waitFor()
    expect(await chosen.count(), 'nothing is pointed at').toBe(0)
    await field.press('Tab')
    expect(await field.inputValue()).toBe('A cup of 🫖 ')

    await field.pressSequentially(':hear')
    const all = () => options.allTextContents()
    await expect.poll(async () => (await all()).every((name) => name.includes('hear'))).toBe(true)
    const [first, second, ...more] = await all()
    expect(more.length).toBeGreaterThan(0)
    await field.press('ArrowDown')
    expect(await chosen.textContent()).toBe(first)
    await field.press('ArrowDown')
    expect(await chosen.textContent()).toBe(second)
    await field.press('ArrowUp')
    await field.press('ArrowUp')
    expect(await chosen.textContent()).toBe(more.at(-1))
    await field.press('Escape')
    await options.first().waitFor({ state: 'detached' })
    expect(await field.inputValue()).toBe('A cup of 🫖 :hear')

    await field.fill('')
    await field.pressSequentially('A :Te')
    await options.first().waitFor()
    await field.press('ArrowDown')
    await field.press('Enter')
    expect(await field.inputValue()).toMatch(/^A \p{Extended_Pictographic}\S* $/u)

    for (const whole of [':teapot', ':teapot:']) {
      await field.fill('')
      await field.pressSequentially(`at 9:30 a ${whole}`)
      if (!whole.endsWith(':')) {
        await chosen.filter({ hasText: ':teapot:' }).waitFor()
        await field.press('Enter')
      }
      await expect.poll(() => field.inputValue()).toBe('at 9:30 a 🫖 ')
    }
    await field.press('Enter')
    await anna.waitForMessages(['at 9:30 a 🫖'])
  })

  test('can take back what was put in, however it was, and put it in again', async ({ tea }) => {
    const { anna, enter } = tea
    await enter()
    const field = anna.composer()
    const option = anna.page.getByRole('option').filter({ hasText: ':smile:' })
    const ways: [string, () => Promise<void>][] = [
      [':smile:', async () => {}],
      [':smile', () => field.press('Enter')],
      [':smil', () => field.press('Tab')],
      [':smil', () => option.click()],
    ]
    for (const [typed, take] of ways) {
      await field.fill('')
      await field.pressSequentially(`good morning ${typed}`)
      if (!typed.endsWith(':')) await option.waitFor()
      await take()
      await expect.poll(() => field.inputValue()).toBe('good morning 😄 ')
      await field.press('Control+z')
      expect(await field.inputValue()).toBe(`good morning ${typed}`)
      await field.press('Control+Shift+z')
      expect(await field.inputValue()).toBe('good morning 😄 ')
      await field.press('Control+z')
      await field.pressSequentially(' x')
      expect(await field.inputValue()).toBe(`good morning ${typed} x`)
    }
  })

  test('can begin with spaces, and sees them in the log; empty lines around the text go', async ({
    tea,
  }) => {
    const { anna, bob, room, enter } = tea
    await enter()
    const texts = ['    if x:\n\treturn  y', '\tone tab', '\u3000字下げ']
    for (const text of texts) {
      await anna.composer().fill(`\n  \n${text} \n\n `)
      await anna.composer().press('Enter')
    }
    await expect.poll(() => anna.articles().count()).toBe(3)
    expect((await bob.history(room)).messages.map(({ body }) => body)).toEqual(texts)
    const bodies = anna.articles().locator('.body')
    const indents = await bodies.evaluateAll((all) =>
      all.map((body) => {
        const first = body.ownerDocument.createRange()
        const text = body.firstChild?.textContent ?? ''
        first.setStart(body.firstChild ?? body, text.search(/\S/))
        first.setEnd(body.firstChild ?? body, text.search(/\S/) + 1)
        return first.getBoundingClientRect().left - body.getBoundingClientRect().left
      }),
    )
    for (const indent of indents) expect(indent).toBeGreaterThan(10)
  })

  test('can paste a long text: the log stays in sight, and the message is folded until asked', async ({
    tea,
  }) => {
    const { anna, enter } = tea
    await enter()
    const { page } = anna
    const field = anna.composer()
    const height = async (of: typeof field) => (await of.boundingBox())?.height ?? 0
    const empty = await height(field)
    await field.focus()
    await page.keyboard.insertText(Array.from({ length: 90 }, (_, n) => `line ${n + 1}`).join('\n'))
    expect(await height(field)).toBeGreaterThan(empty * 2)
    expect(await height(page.getByRole('log'))).toBeGreaterThan(150)
    await page.keyboard.press('Enter')
    const article = anna.articles().first()
    await article.waitFor()
    expect(await height(field)).toBe(empty)
    const folded = await height(article)
    await article.getByRole('button', { name: 'Show all of it' }).click()
    expect(await height(article)).toBeGreaterThan(folded * 2)
    await article.getByRole('button', { name: 'Show less' }).click()
    expect(await height(article)).toBe(folded)
  })
})

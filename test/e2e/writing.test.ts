import { describe, expect } from 'vitest'
import { annaAndBob } from './conversation.ts'
import { test } from './one-page.ts'

const phone = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } }

describe('formatting', () => {
  test('is drawn in the log; what is typed without it stays as it is, and what is copied is what was written', async ({
    browser,
    parlor,
  }) => {
    const permissions = ['clipboard-read', 'clipboard-write']
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor, { permissions })
    const text =
      '**bold** *italic* ~~gone~~ `2 * 3`\n> said\n- tea\n- https://example.org/a_b\n```js\nlet a =  1\n```'
    const plain = '    if x:\n2 * 3 * 4, snake_case_name, :-P, #1 <b>no</b>\n1. So it is.'
    await bob.post(room, text)
    await bob.post(room, plain)
    await enter()
    const [first, second] = [anna.articles().nth(0), anna.articles().nth(1)]
    await second.waitFor()
    expect(await first.locator('strong').textContent()).toBe('bold')
    expect(await first.locator('em').textContent()).toBe('italic')
    expect(await first.locator('s').textContent()).toBe('gone')
    expect(await first.locator('code').first().textContent()).toBe('2 * 3')
    expect(await first.locator('code').first().getAttribute('dir')).toBe('ltr')
    expect(await first.getByRole('blockquote').textContent()).toBe('said\n')
    expect(
      await first
        .getByRole('listitem')
        .filter({ hasText: /tea|example/ })
        .count(),
    ).toBe(2)
    expect(await first.getByRole('link').getAttribute('href')).toBe('https://example.org/a_b')
    expect(await second.locator('.body').textContent()).toBe(plain)
    expect(await second.locator('.body *').count()).toBe(0)

    const code = first.locator('pre')
    const { height } = (await first.boundingBox()) ?? {}
    await code.locator('.code-keyword').filter({ hasText: 'let' }).waitFor()
    expect(await code.textContent()).toBe('let a =  1')
    expect((await first.boundingBox())?.height, 'nothing moves when the colours come').toBe(height)

    const clipboard = () => anna.page.evaluate('navigator.clipboard.readText()')
    await anna.button('Copy code').click()
    await expect.poll(clipboard).toBe('let a =  1')
    await first.hover()
    await anna.button('More actions').click()
    await anna.page.getByRole('menuitem', { name: 'Copy text' }).click()
    await expect.poll(clipboard).toBe(text)
    await anna.page.keyboard.press('Escape')
    await anna.page.getByRole('menu').waitFor({ state: 'detached' })
    await anna.page.evaluate(`getSelection().selectAllChildren(document.querySelector('.body'))`)
    await anna.page.evaluate('navigator.clipboard.writeText("")')
    await anna.page.keyboard.press('Control+C')
    await expect.poll(clipboard).toBe(text)
  })

  test('of code in a language whose colours do not come, or that nobody knows, is without colours', async ({
    tea,
  }) => {
    const { anna, bob, room, enter } = tea
    let asked = 0
    await anna.page.context().route('**/assets/colour-python-*.js', (route) => {
      asked += 1
      return route.abort()
    })
    await bob.post(room, '```py\nif so: pass\n```\n```klingon\nqapla\n```\n```constructor\nif\n```')
    await bob.post(room, '```js\nlet so\n```')
    await enter()
    await anna.articles().locator('.code-keyword').filter({ hasText: 'let' }).waitFor()
    await expect.poll(() => asked).toBeGreaterThan(0)
    const code = anna.articles().first().locator('pre')
    expect(await code.allTextContents()).toEqual(['if so: pass\n', 'qapla\n', 'if'])
    expect(await code.locator('span').count()).toBe(0)
  })

  test('is given by keys, taken away by the same, and undone', async ({ tea }) => {
    const { anna, enter } = tea
    await enter()
    const field = anna.composer()
    const { keyboard } = anna.page
    await field.pressSequentially('so it is')
    await keyboard.press('Control+Shift+ArrowLeft')
    await keyboard.press('Control+B')
    expect(await field.inputValue()).toBe('so it **is**')
    await keyboard.press('Control+I')
    expect(await field.inputValue()).toBe('so it ***is***')
    await keyboard.press('Control+B')
    expect(await field.inputValue()).toBe('so it *is*')
    await keyboard.press('Control+I')
    expect(await field.inputValue()).toBe('so it is')
    await keyboard.press('Control+E')
    expect(await field.inputValue()).toBe('so it `is`')
    await keyboard.press('Control+Z')
    expect(await field.inputValue()).toBe('so it is')
    await keyboard.press('End')
    await keyboard.type(' ')
    await keyboard.press('Control+B')
    await keyboard.type('now')
    expect(await field.inputValue()).toBe('so it is **now**')
    await keyboard.press('Enter')
    await anna.articles().locator('strong').filter({ hasText: 'now' }).waitFor()

    await keyboard.press('ArrowUp')
    const edit = anna.page.getByRole('textbox', { name: 'Edit message' })
    await edit.press('Control+A')
    await edit.press('Control+E')
    expect(await edit.inputValue()).toBe('`so it is **now**`')
  })
})

describe('the emoji', () => {
  test('are chosen by keyboard alone: by name, or from a group, in the skin tone that was chosen', async ({
    tea,
  }) => {
    const { anna, enter } = tea
    await enter()
    const field = anna.composer()
    const { keyboard } = anna.page
    const dialog = anna.page.getByRole('dialog', { name: 'Emoji' })
    const open = async () => {
      await anna.button('Emoji').focus()
      await keyboard.press('Enter')
      await dialog.getByRole('searchbox', { name: 'Find an emoji' }).waitFor()
    }
    await field.pressSequentially('good morning')
    await keyboard.press('ArrowLeft')
    await open()
    await keyboard.type('teap')
    await dialog.getByRole('button', { name: '🫖 teapot' }).waitFor()
    await keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(await field.inputValue()).toBe('good mornin🫖g')
    await keyboard.press('Control+Z')
    expect(await field.inputValue()).toBe('good morning')
    await keyboard.press('End')

    await open()
    await dialog.getByRole('combobox', { name: 'Skin tone' }).selectOption({ index: 3 })
    await dialog.getByRole('button', { name: 'People and body' }).press('Enter')
    const grid = dialog.getByRole('group', { name: 'Emoji' })
    await grid.getByRole('button', { name: '👋🏽 waving hand' }).focus()
    await keyboard.press('ArrowRight')
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowUp')
    await keyboard.press('Enter')
    expect(await field.inputValue()).toBe('good morning🤚🏽')

    await open()
    expect(await grid.getByRole('button').allTextContents()).toEqual([
      '🤚🏽',
      '🫖',
      '👍🏽',
      '❤️',
      '😂',
      '🎉',
      '😮',
      '😢',
      '🙏🏽',
      '👎🏽',
    ])
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowUp')
    await keyboard.type('nothing like it')
    await dialog.getByText('No emoji has a name like that.').waitFor()
    // The first empties the field, as browsers do.
    await keyboard.press('Escape')
    await keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await field.inputValue()).toBe('good morning🤚🏽')
  })

  test.for([
    ['de', 'Emoji', 'Emoji suchen', 'teekanne', '🫖'],
    ['ar', 'رموز تعبيرية', 'البحث عن رمز تعبيري', 'ابريق شاي', '🫖'],
  ] as const)(
    'are found on a phone by what they are called in the language of the page: %s',
    async ([locale, button, find, word, sign], { browser, parlor }) => {
      const { anna, enter } = await annaAndBob(browser, parlor, { ...phone, locale })
      await enter()
      await anna.button(button).tap()
      const search = anna.page.getByRole('searchbox', { name: find })
      await search.fill(word)
      await anna.page.getByRole('button', { name: sign }).first().tap()
      expect(await anna.page.locator('.composer textarea').inputValue()).toBe(sign)
      const wide = 'document.documentElement.scrollWidth <= innerWidth'
      expect(await anna.page.evaluate(wide)).toBe(true)
    },
  )
})

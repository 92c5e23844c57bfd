import { describe, expect } from 'vitest'
import { test } from './browser.ts'
import { annaAndBob } from './conversation.ts'

type There = Awaited<ReturnType<typeof annaAndBob>>
type Room = Awaited<ReturnType<There['bob']['createRoom']>>

/** Selects from one place of the page to another, each a selector and how far into its text. */
async function copyFrom(
  { page }: There['anna'],
  from: [string, number],
  to: [string, number],
): Promise<{ text: string; html: string }> {
  await page.evaluate(`(() => {
    const place = ([selector, offset]) => {
      const element = document.querySelector(selector)
      return element.firstChild?.nodeType === 3 ? [element.firstChild, offset] : [element, offset]
    }
    getSelection().setBaseAndExtent(...place(${JSON.stringify(from)}), ...place(${JSON.stringify(to)}))
  })()`)
  await page.keyboard.press('Control+C')
  return page.evaluate(`(async () => {
    const [item] = await navigator.clipboard.read()
    const read = async (type) => item.types.includes(type) ? (await item.getType(type)).text() : ''
    return { text: await read('text/plain'), html: await read('text/html') }
  })()`)
}

async function aRoomToCopy(
  ...[browser, parlor]: Parameters<typeof annaAndBob>
): Promise<There & { times: () => Promise<string[]> }> {
  const permissions = ['clipboard-read', 'clipboard-write']
  const there = await annaAndBob(browser, parlor, { permissions, locale: 'en-GB' })
  const { anna, bob, room } = there
  const say = async (who: { post(room: Room, text: string): Promise<unknown> }, text: string) =>
    who.post(room, text)
  await say(bob, 'There is tea')
  await say(bob, 'see https://example.org/tea\n  and cake')
  await there.enter()
  await anna.say('ما هذا؟')
  await say(bob, Array.from({ length: 30 }, (_, n) => `line ${n}`).join('\n'))
  await anna.button('Show all of it').waitFor()
  return { ...there, times: () => anna.articles().locator('time').allTextContents() }
}

const body = (seq: number) => `article[data-seq="${seq}"] .body`

describe('copying from the log', () => {
  test('several messages gives a line of name and time for each, and their texts, without lines, buttons and all', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, times } = await aRoomToCopy(browser, parlor)
    const at = await times()
    const wall = Array.from({ length: 30 }, (_, n) => `line ${n}`).join('\n')
    const all = await copyFrom(anna, ['.day-line', 0], ['.composer, footer', 0])
    expect(all.text).toBe(
      [
        `${bob.name}, ${at[0]}\nThere is tea`,
        `${bob.name}, ${at[1]}\nsee https://example.org/tea\n  and cake`,
        `${anna.name}, ${at[2]}\nما هذا؟`,
        `${bob.name}, ${at[3]}\n${wall}`,
      ].join('\n\n'),
    )
    expect(all.html).toContain(`<strong>${bob.name}, ${at[1]}</strong>`)
    expect(all.html).toContain('<p dir="auto">ما هذا؟</p>')

    const some = await copyFrom(anna, [body(1), 6], [body(3), 2])
    expect(some.text, 'of the first and the last, what is selected').toBe(
      [
        `${bob.name}, ${at[0]}\nis tea`,
        `${bob.name}, ${at[1]}\nsee https://example.org/tea\n  and cake`,
        `${anna.name}, ${at[2]}\nما`,
      ].join('\n\n'),
    )
    const backwards = await copyFrom(anna, [body(3), 2], [body(1), 6])
    expect(backwards.text).toBe(some.text)
  })

  test('within one message gives that text and nothing else', async ({ browser, parlor }) => {
    const { anna } = await aRoomToCopy(browser, parlor)
    expect((await copyFrom(anna, [body(1), 0], [body(1), 8])).text).toBe('There is')
    // As three clicks select it: up to the beginning of the next one, and from the name on.
    expect((await copyFrom(anna, [body(1), 0], ['article[data-seq="2"]', 0])).text).toBe(
      'There is tea',
    )
    expect((await copyFrom(anna, ['article[data-seq="1"] .author', 0], [body(1), 8])).text).toBe(
      'There is',
    )
  })

  test('leaves what is selected in a field alone', async ({ browser, parlor }) => {
    const { anna } = await aRoomToCopy(browser, parlor)
    await copyFrom(anna, [body(1), 0], [body(3), 2])
    await anna.composer().fill('my own words')
    await anna.composer().selectText()
    await anna.page.keyboard.press('Control+C')
    expect(await anna.page.evaluate('navigator.clipboard.readText()')).toBe('my own words')
  })
})

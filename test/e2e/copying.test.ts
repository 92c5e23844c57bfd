import { describe, expect } from 'vitest'
import type { annaAndBob } from './conversation.ts'
import { onePage } from './one-page.ts'

const test = onePage({ permissions: ['clipboard-read', 'clipboard-write'], locale: 'en-GB' })

type There = Awaited<ReturnType<typeof annaAndBob>>

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

async function toCopy(there: There): Promise<There & { times: () => Promise<string[]> }> {
  const { anna, bob, room, enter } = there
  await bob.post(room, 'There is tea')
  await bob.post(room, 'see https://example.org/tea\n  and cake')
  await enter()
  await anna.say('ما هذا؟')
  await bob.post(room, Array.from({ length: 30 }, (_, n) => `line ${n}`).join('\n'))
  await anna.button('Show all of it').waitFor()
  return { ...there, times: () => anna.articles().locator('time').allTextContents() }
}

const body = (seq: number) => `article[data-seq="${seq}"] .body`

describe('copying from the log', () => {
  test('several messages gives a line of name and time for each, and their texts, without lines, buttons and all', async ({
    tea,
  }) => {
    const { anna, bob, times } = await toCopy(tea)
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

  test('within one message gives that text and nothing else', async ({ tea }) => {
    const { anna } = await toCopy(tea)
    expect((await copyFrom(anna, [body(1), 0], [body(1), 8])).text).toBe('There is')
    // As three clicks select it: up to the beginning of the next one, and from the name on.
    expect((await copyFrom(anna, [body(1), 0], ['article[data-seq="2"]', 0])).text).toBe(
      'There is tea',
    )
    expect((await copyFrom(anna, ['article[data-seq="1"] .author', 0], [body(1), 8])).text).toBe(
      'There is',
    )
  })

  test('leaves what is selected in a field alone', async ({ tea }) => {
    const { anna } = await toCopy(tea)
    await copyFrom(anna, [body(1), 0], [body(3), 2])
    await anna.composer().fill('my own words')
    await anna.composer().selectText()
    await anna.page.keyboard.press('Control+C')
    expect(await anna.page.evaluate('navigator.clipboard.readText()')).toBe('my own words')
  })
})

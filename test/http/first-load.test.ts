import Value from 'typebox/value'
import { describe, expect, vi } from 'vitest'
import { FirstLoad } from '../../src/protocol/first-load.ts'
import { processes, soon } from '../support/engines.ts'
import { aParlor, aPerson, aRoom, aStranger, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'

/** The block's id, by which the page finds it. */
const firstLoadId = 'first-load'

/** What the page at `path` carries for this person, and the markup around it. */
async function firstLoadOf(person: Person, path: string) {
  const { text, headers } = await person.send('GET', path)
  const block = new RegExp(`<script type="application/json" id="${firstLoadId}">(.*?)</script>`)
  const data: unknown = JSON.parse(block.exec(text)?.[1] ?? '')
  return { data: Value.Parse(FirstLoad, data), text, rest: text.replace(block, ''), headers }
}

describe('the page brings what its first view shows', () => {
  test('to a stranger, that nobody is logged in', async ({ parlor }) => {
    const { data } = await firstLoadOf(aStranger(parlor), '/')
    expect(data).toMatchObject({ session: null, list: null })
  })

  test('to a person, who they are, where they are, and the rooms as the API lists them', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    await anna.join(room)
    for (const path of ['/', '/rooms', `/rooms/${room.id}`]) {
      const { headers } = await vi.waitFor(async () => {
        const page = await firstLoadOf(anna, path)
        expect(page.data.session).toEqual(await anna.session())
        expect(page.data.list?.rooms).toEqual(await anna.rooms())
        return page
      }, soon)
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  test('with a cursor from which the news of the list go on', async () => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    await anna.createRoom('Tea')
    const page = () => firstLoadOf(anna, '/rooms')
    await expect.poll(async () => (await page()).data.list?.rooms.length, soon).toBe(1)
    const cursor = (await page()).data.list?.cursor
    await anna.createRoom('Books')
    const names = async () => (await anna.news(cursor)).rooms.map(({ name }) => name)
    await expect.poll(names, soon).toContain('Books')
    // Another process cannot tell what this one has said.
    if (processes === 1) expect(await names()).not.toContain('Tea')
  })

  // Several, and each with several signs: what is right for the first only is seen.
  test('and no name can break out of it', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const names = ['one', 'two', 'three'].map(
      (place) => `</script><img src=x onerror=${place}><!--$&`,
    )
    for (const name of names) await anna.createRoom(name)
    const { text, rest } = await vi.waitFor(async () => {
      const page = await firstLoadOf(anna, '/rooms')
      expect(page.data.list?.rooms.map((room) => room.name)).toEqual(expect.arrayContaining(names))
      return page
    }, soon)
    expect(rest).not.toContain('onerror')
    expect(text).not.toContain('<img')
    expect(text).not.toContain('<!--')
  })

  test('but the shell that is kept for later holds nothing of anybody', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const { text } = await anna.send('GET', '/index.html')
    expect(text).toContain('id="app"')
    expect(text).not.toContain(anna.name)
    expect(text).not.toContain(firstLoadId)
  })
})

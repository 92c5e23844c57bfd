import { describe, expect } from 'vitest'
import { aParlor, aPerson } from '../support/examples.ts'
import { aVisitor, test } from './browser.ts'

/** A list of rooms, none of which is a name of letters that every keyboard has. */
async function aListOf(browser: Parameters<typeof aVisitor>[0], names: readonly string[]) {
  const parlor = await aParlor()
  const bob = await aPerson(parlor, 'bob')
  const rooms: Record<string, Awaited<ReturnType<typeof bob.createRoom>>> = {}
  for (const name of names) rooms[name] = await bob.createRoom(name)
  const anna = await aVisitor(browser, parlor, 'anna', { locale: 'sv-SE' })
  const finder = anna.page.getByRole('textbox', { name: 'Find a room' })
  await finder.waitFor()
  const shown = () => anna.page.getByRole('listitem').getByRole('heading').allInnerTexts()
  const sortBy = (order: string) => anna.page.getByRole('combobox').selectOption({ label: order })
  return { anna, bob, parlor, rooms, finder, shown, sortBy }
}

describe('the finder of rooms', () => {
  test('leaves accents, case and unseen signs aside, and Enter opens what it found first, but for the one that ends a composition, as in Japanese; names are in the order of the reader’s own language', async ({
    browser,
  }) => {
    const names = [
      ...['Café', 'İstanbul', 'Große Straße', 'ΛΌΓΟΣ', 'مُحَمَّد', 'ＴＥＡ', 'カフェ', '茶室'],
      ...['Ärende', 'Zebra', 'Aula'],
    ]
    const { anna, finder, shown } = await aListOf(browser, names)
    for (const [wanted, found] of [
      ['cafe', 'Café'],
      ['istanbul', 'İstanbul'],
      ['GROSSE STRASSE', 'Große Straße'],
      ['λογος', 'ΛΌΓΟΣ'],
      ['م\u200Dحمد', 'مُحَمَّد'],
      ['tea', 'ＴＥＡ'],
    ] as const) {
      await finder.fill(wanted)
      await expect.poll(shown, { message: wanted }).toEqual([found])
    }
    await finder.fill('nowhere')
    await anna.page.getByText('No room has a name like that').waitFor()
    await finder.press('Enter')
    await finder.fill('')
    await finder.press('Enter')
    await expect.poll(shown).toHaveLength(names.length)

    // Whatever the language of the page.
    await anna.page.getByRole('combobox').selectOption('name')
    const ofThem = ['Aula', 'Zebra', 'Ärende']
    const ordered = async () => (await shown()).filter((name) => ofThem.includes(name))
    await expect.poll(ordered).toEqual(ofThem)

    await finder.fill('ｶﾌｪ')
    await expect.poll(shown).toEqual(['カフェ'])
    await finder.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })
    expect(new URL(anna.page.url()).pathname).toBe('/rooms')
    await finder.press('Enter')
    await anna.heading('カフェ').waitFor()
    await anna.composer().waitFor()
    await anna.leave()

    await finder.fill('cafe')
    await expect.poll(shown).toEqual(['Café'])
    await finder.press('Enter')
    await anna.heading('Café').waitFor()
    await anna.composer().waitFor()
  })

  test('puts “Room 2” before “Room 10”, the fullest first, and what was said last first, in all and in what it found', async ({
    browser,
  }) => {
    const { anna, bob, parlor, rooms, finder, shown, sortBy } = await aListOf(browser, [
      ...['Room 10', 'Tea 3', 'Room 2', 'Tea 20'],
    ])
    const inside = { 'Room 10': 3, 'Tea 20': 2, 'Room 2': 1 }
    for (const [name, count] of Object.entries(inside)) {
      const room = rooms[name] ?? expect.fail(`no ${name}`)
      for (let n = 0; n < count; n += 1) await (await aPerson(parlor, 'carla')).join(room)
    }
    const teaThree = rooms['Tea 3'] ?? expect.fail('no Tea 3')
    await bob.join(teaThree)
    await bob.post(teaThree, '«the last word»')
    await bob.leave()

    const orders = {
      Name: ['Room 2', 'Room 10', 'Tea 3', 'Tea 20'],
      'People inside': ['Room 10', 'Tea 20', 'Room 2', 'Tea 3'],
      'Last activity': ['Tea 3', 'Tea 20', 'Room 2', 'Room 10'],
    }
    for (const [order, names] of Object.entries(orders)) {
      await sortBy(order)
      await finder.fill('')
      await expect.poll(shown, { message: order }).toEqual(names)
      for (const part of ['room', 'TEA', '2']) {
        const found = names.filter((name) => name.toLowerCase().includes(part.toLowerCase()))
        await finder.fill(part)
        await expect.poll(shown, { message: `${part} by ${order}` }).toEqual(found)
      }
    }
    await finder.fill('room')
    await sortBy('Last activity')
    await finder.press('Enter')
    await anna.heading('Room 2').waitFor()
  })
})

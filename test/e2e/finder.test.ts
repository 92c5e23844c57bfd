import { describe, expect } from 'vitest'
import { aParlor, aPerson } from '../examples.ts'
import { aVisitor, test } from './browser.ts'

/** A list of rooms, none of which is a name of letters that every keyboard has. */
async function aListOf(browser: Parameters<typeof aVisitor>[0], names: readonly string[]) {
  const parlor = await aParlor()
  const bob = await aPerson(parlor, 'bob')
  for (const name of names) await bob.createRoom(name)
  const anna = await aVisitor(browser, parlor, 'anna', { locale: 'sv-SE' })
  const finder = anna.page.getByRole('textbox', { name: 'Find a room' })
  await finder.waitFor()
  const shown = () => anna.page.getByRole('listitem').getByRole('heading').allInnerTexts()
  return { anna, finder, shown }
}

describe('the finder of rooms', () => {
  test('leaves accents, case and unseen signs aside, and Enter opens what it found first', async ({
    browser,
  }) => {
    const names = ['Café', 'İstanbul', 'Große Straße', 'ΛΌΓΟΣ', 'مُحَمَّد', 'ＴＥＡ']
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

    await finder.fill('cafe')
    await finder.press('Enter')
    await anna.heading('Café').waitFor()
    await anna.composer().waitFor()
  })

  test('does not take the Enter that ends a composition, as in Japanese, for its own', async ({
    browser,
  }) => {
    const { anna, finder, shown } = await aListOf(browser, ['カフェ', '茶室'])
    await finder.fill('ｶﾌｪ')
    await expect.poll(shown).toEqual(['カフェ'])
    await finder.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })
    expect(new URL(anna.page.url()).pathname).toBe('/rooms')
    await finder.press('Enter')
    await anna.composer().waitFor()
  })

  test('orders names as the reader’s own language does, whatever that of the page', async ({
    browser,
  }) => {
    const { anna, shown } = await aListOf(browser, ['Ärende', 'Zebra', 'Aula'])
    await anna.page.getByRole('combobox').selectOption('name')
    await expect.poll(shown).toEqual(['Aula', 'Zebra', 'Ärende'])
  })
})

import sharp from 'sharp'
import { expect } from 'vitest'
import { aParlor } from '../support/examples.ts'
import { expectGood } from './accessibility.ts'
import { aMember, aNewcomer, test } from './browser.ts'

test('an admin chooses a picture, a name and who may come in the settings, and takes the picture away', async ({
  browser,
}) => {
  const parlor = await aParlor()
  const admin = await aMember(browser, parlor, 'owner')
  await admin.page.goto('/admin/settings')
  await admin.button('Choose a picture').waitFor()
  const field = admin.page.locator('.admin input[type=file]')
  const choose = (name: string, buffer: Buffer) =>
    field.setInputFiles({ name, mimeType: 'image/png', buffer })
  await choose('no.png', Buffer.from('no picture'))
  await admin.page.getByRole('alert').filter({ hasText: 'damaged' }).waitFor()

  const create = { width: 400, height: 200, channels: 3, background: '#b43' } as const
  await choose('club.png', await sharp({ create }).png().toBuffer())
  await admin.button('Remove the picture').waitFor()
  expect(await admin.page.getByRole('alert').count()).toBe(0)

  const { page } = await aNewcomer(browser, parlor, 'anna', {
    viewport: { width: 360, height: 740 },
  })
  await page.goto('/')
  const width = `document.querySelector('main img')?.naturalWidth`
  await expect.poll(() => page.evaluate(width)).toBe(400)
  const box = await page.locator('main img').boundingBox()
  expect(box?.width).toBeLessThanOrEqual(360)
  expect(box?.height).toBeCloseTo((box?.width ?? 0) / 2, -1)
  await expectGood(page, 'the welcome page with a picture')

  // By keys, with which one comes past what one does not want: nothing is so before it is saved.
  const instance = async () => (await page.request.get('/api/instance')).json()
  await admin.page.getByRole('radio', { name: /^Everybody/ }).focus()
  await admin.page.keyboard.press('ArrowDown')
  await admin.page.keyboard.press('ArrowDown')
  expect(await admin.page.getByRole('radio', { name: /^Nobody/ }).isChecked()).toBe(true)
  await admin.page.keyboard.press('ArrowUp')
  await admin.page.getByRole('textbox', { name: 'Name of this Parlor' }).fill('The mill')
  expect(await instance()).toMatchObject({ name: 'Parlor', registration: 'open' })
  await admin.page.keyboard.press('Enter')
  await admin.page.getByText('Saved', { exact: true }).waitFor()
  expect(await instance()).toMatchObject({ name: 'The mill', registration: 'invite' })
  expect(await admin.page.getByRole('radio', { name: /^By invitation/ }).isChecked()).toBe(true)

  await admin.button('Remove the picture').click()
  await admin.button('Remove the picture').waitFor({ state: 'detached' })
  await page.reload()
  await page.locator('form').first().waitFor()
  expect(await page.locator('main img').count()).toBe(0)
})

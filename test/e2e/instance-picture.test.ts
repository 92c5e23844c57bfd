import sharp from 'sharp'
import { expect } from 'vitest'
import { aParlor } from '../support/examples.ts'
import { expectGood } from './accessibility.ts'
import { aMember, aNewcomer, test } from './browser.ts'

test('an admin chooses a picture in the settings, which strangers see, and takes it away', async ({
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

  await admin.button('Remove the picture').click()
  await admin.button('Remove the picture').waitFor({ state: 'detached' })
  await page.reload()
  await page.locator('form').first().waitFor()
  expect(await page.locator('main img').count()).toBe(0)
})

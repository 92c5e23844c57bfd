import type { Page } from 'playwright-core'
import type { Guest } from './parlor.ts'
import type { Scene } from './scenes.ts'

/** What can be done with a message, and what becomes of it. */
export function changeScenes(ben: Guest, path: string): Scene[] {
  const own = (page: Page) => page.getByRole('article').filter({ hasText: 'the second key.' })
  const point = async (page: Page) => {
    await own(page).hover()
    await page.getByRole('toolbar').waitFor()
  }
  const menu = async (page: Page) => {
    await point(page)
    await page.getByRole('toolbar').getByRole('button').last().click()
    await page.getByRole('menuitem').first().waitFor()
  }
  const deletion = async (page: Page) => {
    await menu(page)
    await page.getByRole('menuitem').last().click()
    await page.locator('dialog .danger').waitFor()
  }
  const edit = async (page: Page, text: string) => {
    await point(page)
    await page.getByRole('toolbar').getByRole('button').first().click()
    await page.locator('.edit-field textarea').fill(text)
  }
  /** One edit waits for the line; another was refused, since there was a newer text. */
  const unsaved = async (page: Page) => {
    await own(page).waitFor()
    await page.route('**/messages/*', (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        json: { code: 'message_changed', title: '', status: 409, type: 'about:blank' },
      }),
    )
    // On a phone, Enter makes a line.
    const save = () => page.locator('.edit-field [type=submit]').click()
    await edit(page, 'I have the second key. It hangs by the door.')
    await save()
    await page.locator('.amendment[data-state=refused]').waitFor()
    await page.unroute('**/messages/*')
    await page.route('**/messages/*', (route) => route.abort())
    const morning = page.getByRole('article').filter({ hasText: 'Is the meeting at' })
    await morning.hover()
    await morning.getByRole('toolbar').getByRole('button').first().click()
    await page.locator('.edit-field textarea').fill('Morning. Is the meeting at ten?')
    await save()
    await page.locator('.amendment[data-state=waiting], .amendment[data-state=sending]').waitFor()
  }
  const scene = (name: string, act: Scene['act'], more: Partial<Scene> = {}): Scene => ({
    name,
    who: ben,
    path,
    ...more,
    ...(act && { act }),
  })
  return [
    scene('change-toolbar', point),
    scene('change-toolbar-arabic', point, { language: 'ar' }),
    scene('change-toolbar-forced-colours', point, { forcedColours: true }),
    scene('change-menu', menu),
    scene('change-menu-arabic', menu, { language: 'ar' }),
    scene('change-deletion', deletion),
    scene('change-deletion-arabic', deletion, { language: 'ar' }),
    scene('change-edit', (page) => edit(page, 'I have the second key, and the third.')),
    scene('change-edit-arabic', (page) => edit(page, 'المفتاح الثاني عندي.'), { language: 'ar' }),
    scene('change-too-long', (page) => edit(page, 'Not a short one. '.repeat(240))),
    scene('change-unsaved', unsaved),
    scene('change-unsaved-arabic', unsaved, { language: 'ar' }),
    scene('change-unsaved-forced-colours', unsaved, { forcedColours: true }),
  ]
}

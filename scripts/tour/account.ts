import { button } from './hands.ts'
import { closeDialog, dialog, field, inAccountMenu, type Party, toTheLog } from './party.ts'

/** What somebody does about their own account, to its end. */
export async function endAnAccount({ bob, cleo, step, names }: Party): Promise<void> {
  const { words, page, hands } = bob
  const { preferences, instance } = words
  const preferencesShown = dialog(bob, preferences.title)

  await step(bob, 'own-account', async () => {
    await toTheLog(bob)
    await inAccountMenu(bob, preferences.title)
    await button(bob, preferences.changeName).waitFor()
  })
  await step(bob, 'name-taken', async () => {
    await hands.fill(field(bob, preferences.newName), cleo.name)
    await hands.use(button(bob, preferences.changeName))
    await preferencesShown.locator('.error').waitFor()
  })
  await step(bob, 'renamed', async () => {
    await hands.fill(field(bob, preferences.newName), names.renamed)
    await hands.use(button(bob, preferences.changeName))
    await page.getByText(preferences.nameChanged(names.renamed)).waitFor()
  })
  await step(bob, 'wrong-password', async () => {
    await hands.fill(field(bob, preferences.currentPassword), 'not what it is')
    await hands.fill(field(bob, preferences.newPassword), `${bob.password} indeed`)
    await hands.use(button(bob, preferences.changePassword))
    await preferencesShown.locator('.error').waitFor()
  })
  await step(bob, 'password', async () => {
    await hands.fill(field(bob, preferences.currentPassword), bob.password)
    await hands.fill(field(bob, preferences.newPassword), `${bob.password} indeed`)
    await hands.use(button(bob, preferences.changePassword))
    await page.getByText(preferences.passwordChanged).waitFor()
  })
  await step(bob, 'export', async () => {
    const download = page.waitForEvent('download')
    await hands.use(page.getByRole('link', { name: instance.exportText }))
    await download
  })
  await step(bob, 'sessions', async () => {
    await closeDialog(bob)
    await inAccountMenu(bob, preferences.sessions)
    await page.getByText(preferences.thisSession).waitFor()
  })
  await step(bob, 'delete-account', async () => {
    await closeDialog(bob)
    await inAccountMenu(bob, preferences.title)
    await hands.use(button(bob, instance.deleteAccount))
    await dialog(bob, instance.deleteTitle).waitFor()
  })
  await step(bob, 'delete-refused', async () => {
    await hands.pick(page.getByRole('radio', { name: instance.erase }))
    await hands.fill(field(bob, instance.password), 'not what it is')
    await hands.use(button(bob, instance.deleteForGood))
    await dialog(bob, instance.deleteTitle).locator('.error').waitFor()
  })
  await step(bob, 'account-deleted', async () => {
    await hands.fill(field(bob, instance.password), `${bob.password} indeed`)
    await hands.use(button(bob, instance.deleteForGood))
    await field(bob, words.welcome.username).waitFor()
  })
}

import { isolated } from '../../src/web/text/isolated.ts'
import { button, composer, said } from './hands.ts'
import {
  closeDialog,
  dialog,
  field,
  heading,
  inAccountMenu,
  inPanel,
  type Party,
  toTheLog,
} from './party.ts'

/** An open room, a conversation of two, and what somebody does who is annoyed. */
export async function fallOut({ anna, bob, cleo, step, names }: Party): Promise<void> {
  const { words } = anna
  const send = async (text: string) => {
    await bob.hands.fill(composer(bob), text)
    await bob.hands.use(button(bob, words.composer.send))
    await said(bob, text).waitFor()
  }
  const goInto = async (who: typeof anna, room: string) => {
    await who.page.goto('/rooms')
    await who.hands.use(who.page.getByRole('link', { name: `${words.rooms.join} ${room}` }))
    await composer(who).waitFor()
  }

  await step(anna, 'open-room', async () => {
    await anna.hands.fill(field(anna, words.rooms.name), names.garden)
    await anna.hands.use(button(anna, words.rooms.create))
    await composer(anna).waitFor()
  })
  await step(bob, 'rooms', async () => {
    await goInto(bob, names.garden)
    await send(names.said)
    await send(names.rude)
    await goInto(cleo, names.garden)
  })
  await step(cleo, 'report', async () => {
    await cleo.hands.choose(said(cleo, names.rude), words.talk.actions.report)
    await field(cleo, words.instance.reason).waitFor()
  })
  await step(cleo, 'no-reason', async () => {
    await cleo.hands.use(button(cleo, words.instance.report))
    await cleo.page.getByText(words.errors.required).waitFor()
  })
  await step(cleo, 'reported', async () => {
    await cleo.hands.fill(field(cleo, words.instance.reason), names.reason)
    await cleo.hands.use(button(cleo, words.instance.report))
    await cleo.page.getByText(words.instance.reported).waitFor()
    await closeDialog(cleo)
  })
  await step(cleo, 'blocked', async () => {
    await cleo.hands.choose(said(cleo, names.rude), words.talk.actions.block)
    await cleo.page.getByText(words.room.ofBlocked).first().waitFor()
    await cleo.page.getByRole('menu').waitFor({ state: 'detached' })
  })
  await step(bob, 'writes-to-one-who-blocks', async () => {
    await inPanel(bob, cleo.name)
    await bob.hands.use(button(bob, words.members.write(cleo.name)))
    await dialog(bob, cleo.name).getByRole('alert').waitFor()
  })
  await step(bob, 'back', async () => {
    await closeDialog(bob)
    await toTheLog(bob)
  })
  await step(cleo, 'unblock', async () => {
    await inAccountMenu(cleo, words.preferences.title)
    await button(cleo, words.instance.unblock(isolated(bob.name))).waitFor()
  })
  await step(cleo, 'unblocked', async () => {
    const unblock = button(cleo, words.instance.unblock(isolated(bob.name)))
    await cleo.hands.use(unblock)
    await unblock.waitFor({ state: 'detached' })
  })
  await step(cleo, 'closed', () => closeDialog(cleo))
  await step(bob, 'direct', async () => {
    await inPanel(bob, cleo.name)
    await bob.hands.use(button(bob, words.members.write(cleo.name)))
    // The dialog that the button stands in has that heading as well.
    await dialog(bob, cleo.name).waitFor({ state: 'detached' })
    await heading(bob, cleo.name).waitFor()
    await composer(bob).waitFor()
  })
}

/** The pages of those who look after the whole. */
export async function lookAfter({ anna, bob, cleo, step, names }: Party): Promise<void> {
  const { words } = anna
  const { admin, members } = words
  const part = async (name: keyof typeof admin.parts) => {
    const tab = anna.page
      .getByRole('navigation', { name: admin.title })
      .getByRole('link', { name: admin.parts[name], exact: true })
    await anna.hands.use(tab)
    await anna.page.getByRole('region', { name: admin.parts[name], exact: true }).waitFor()
  }
  const options = async (who: typeof anna) => {
    await anna.hands.use(button(anna, admin.optionsFor(isolated(who.name))))
    await dialog(anna, who.name).waitFor()
  }
  const inDialog = (who: typeof anna, name: string) =>
    dialog(anna, who.name).getByRole('button', { name, exact: true })

  await step(anna, 'account-menu', async () => {
    await toTheLog(anna)
    await inAccountMenu(anna, words.preferences.title)
    await anna.page.getByRole('link', { name: words.instance.administration }).waitFor()
  })
  await step(anna, 'administration', async () => {
    await anna.hands.use(anna.page.getByRole('link', { name: words.instance.administration }))
    await heading(anna, admin.server).waitFor()
  })
  await step(anna, 'saved', async () => {
    await anna.hands.fill(field(anna, admin.name), names.place)
    await anna.hands.fill(field(anna, admin.welcome), names.topic)
    await anna.hands.use(button(anna, admin.save))
    await anna.page.getByText(admin.saved, { exact: true }).waitFor()
  })
  await step(anna, 'registration', async () => {
    await anna.hands.pick(anna.page.getByRole('radio', { name: words.instance.openHint }))
    await anna.hands.use(button(anna, admin.save))
    await anna.page.getByText(admin.saved, { exact: true }).waitFor()
  })
  await step(anna, 'invite-to-place', async () => {
    await anna.hands.use(button(anna, admin.inviteToPlace))
    await dialog(anna, words.instance.title).locator('.qr-code').waitFor()
  })
  await step(anna, 'invite-closed', () => closeDialog(anna))
  await step(anna, 'people', async () => {
    await part('people')
    await button(anna, admin.optionsFor(isolated(bob.name))).waitFor()
  })
  await step(anna, 'found', async () => {
    await anna.hands.fill(field(anna, admin.find), cleo.name)
    await button(anna, admin.optionsFor(isolated(bob.name))).waitFor({ state: 'detached' })
  })
  await step(anna, 'person', () => options(cleo))
  await step(anna, 'reset-link', async () => {
    await anna.hands.use(inDialog(cleo, admin.resetLink))
    await anna.page.getByRole('textbox', { name: admin.resetLink }).waitFor()
  })
  await step(anna, 'role', async () => {
    await anna.hands.select(field(anna, admin.role), 'admin')
    await anna.hands.use(inDialog(cleo, admin.save))
    await anna.page.locator('.entries .tag').getByText(admin.roles.admin).waitFor()
    await anna.hands.select(field(anna, admin.role), 'member')
    await anna.hands.use(inDialog(cleo, admin.save))
    await anna.page.locator('.entries .tag').waitFor({ state: 'detached' })
  })
  await step(anna, 'shut', async () => {
    await anna.hands.use(inDialog(cleo, admin.shutAccount))
    await inDialog(cleo, admin.openAccount).waitFor()
  })
  await step(cleo, 'shut', () => field(cleo, words.welcome.username).waitFor())
  await step(anna, 'opened', async () => {
    await anna.hands.use(inDialog(cleo, admin.openAccount))
    await inDialog(cleo, admin.shutAccount).waitFor()
  })
  await step(anna, 'banned', async () => {
    await anna.hands.fill(field(anna, admin.reason), names.reason)
    await anna.hands.use(inDialog(cleo, admin.ban))
    await inDialog(cleo, admin.unban).waitFor()
  })
  await step(cleo, 'banned', async () => {
    const form = cleo.page.getByRole('form', { name: words.welcome.logIn, exact: true })
    const called = (name: string) => form.getByRole('textbox', { name, exact: true })
    await cleo.hands.fill(called(words.welcome.username), cleo.name)
    await cleo.hands.fill(called(words.welcome.password), cleo.password)
    await cleo.hands.use(form.getByRole('button'))
    await form.getByRole('alert').waitFor()
  })
  await step(anna, 'unbanned', async () => {
    await anna.hands.use(inDialog(cleo, admin.unban))
    await inDialog(cleo, admin.ban).waitFor()
  })
  await step(anna, 'person-closed', () => closeDialog(anna))
  await step(anna, 'cleared', async () => {
    await anna.hands.fill(field(anna, admin.find), '')
    await options(bob)
    await anna.hands.select(field(anna, members.clearSpan), 'week')
    await anna.hands.use(inDialog(bob, members.clearConfirm))
    await dialog(anna, bob.name).getByText(members.cleared(2)).waitFor()
  })
  await step(anna, 'people-again', () => closeDialog(anna))
  await step(anna, 'rooms', () => part('rooms'))
  await step(anna, 'reports', async () => {
    await part('reports')
    await anna.page.getByText(names.reason).waitFor()
  })
  await step(anna, 'handled', async () => {
    await anna.hands.use(button(anna, admin.resolve))
    await anna.page.getByText(admin.none).waitFor()
  })
  await step(anna, 'handled-list', async () => {
    await anna.hands.select(field(anna, admin.show), 'resolved')
    await button(anna, admin.reopen).waitFor()
  })
  await step(anna, 'audit', async () => {
    await part('audit')
    const download = anna.page.waitForEvent('download')
    await anna.hands.use(button(anna, admin.export))
    await download
  })
}

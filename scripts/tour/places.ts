import { button, composer, said } from './hands.ts'
import {
  closeDialog,
  dialog,
  field,
  heading,
  inPanel,
  type Party,
  toTheLog,
  type Walker,
} from './party.ts'

/** From an empty Parlor to a private room with three people in it. */
export async function settleIn({ anna, bob, cleo, step, names }: Party): Promise<void> {
  const { words } = anna

  await step(anna, 'welcome', async () => {
    await anna.page.goto('/')
    await wayIn(anna).waitFor()
  })
  await step(anna, 'asked-once', async () => {
    await signUp(anna)
    await heading(anna, words.rooms.title).waitFor()
    await anna.page.getByText(words.instance.askLead).waitFor()
  })
  await step(anna, 'decided', async () => {
    await anna.hands.pick(radio(anna, words.instance.byInvitation))
    const card = anna.page.locator('.registration')
    await anna.hands.use(card.getByRole('button'))
    await card.waitFor({ state: 'detached' })
  })
  await step(anna, 'private-room', async () => {
    await anna.hands.fill(field(anna, words.rooms.name), names.room)
    await anna.hands.use(anna.page.getByRole('checkbox', { name: words.rooms.private }))
    await anna.hands.use(button(anna, words.rooms.create))
    await heading(anna, names.room).waitFor()
    await composer(anna).waitFor()
  })
  let first = ''
  let second = ''
  await step(anna, 'invite', async () => {
    await inPanel(anna, words.room.invite)
    await dialog(anna, words.instance.title).locator('.qr-code').waitFor()
    await anna.hands.use(button(anna, words.instance.copy))
    await anna.page.getByText(words.instance.copied, { exact: true }).waitFor()
    first = await anna.page.evaluate<string>('navigator.clipboard.readText()')
  })
  await step(anna, 'invite-for-five', async () => {
    await anna.hands.select(field(anna, words.instance.uses), '5')
    await anna.page.getByText(words.instance.given).waitFor()
    await anna.hands.use(button(anna, words.instance.copy))
    second = await field(anna, words.instance.link).inputValue()
  })
  await step(anna, 'invites-given', async () => {
    await anna.hands.use(anna.page.locator('summary'))
    await button(anna, words.instance.withdraw).first().waitFor()
  })
  await step(anna, 'invite-taken-back', async () => {
    await anna.hands.use(button(anna, words.instance.withdraw))
    await button(anna, words.instance.withdraw).waitFor({ state: 'detached' })
  })
  await step(anna, 'back-in-the-room', async () => {
    await closeDialog(anna)
    await toTheLog(anna)
  })

  await step(bob, 'closed-door', async () => {
    await bob.page.goto('/')
    await bob.page.getByText(words.welcome.notOpen.invite).waitFor()
  })
  await step(bob, 'invite-over', async () => {
    await bob.page.goto(first)
    await heading(bob, words.instance.invalidTitle).waitFor()
  })
  await step(bob, 'invited', async () => {
    await bob.page.goto(second)
    await wayIn(bob).waitFor()
  })
  await step(bob, 'came', async () => {
    await signUp(bob)
    await heading(bob, names.room).waitFor()
    await composer(bob).waitFor()
  })
  await step(cleo, 'came', async () => {
    await cleo.page.goto(second)
    await signUp(cleo)
    await composer(cleo).waitFor()
  })
}

/** All that is set of a room and of those who belong to it. */
export async function keepARoom({ anna, bob, cleo, step, names }: Party): Promise<void> {
  const { words } = anna
  const { members } = words
  const save = async () => {
    await anna.hands.use(button(anna, members.save))
    await dialog(anna, members.settings).waitFor({ state: 'detached' })
  }
  const settings = async () => {
    await inPanel(anna, words.room.settings)
    await field(anna, members.topic).waitFor()
  }
  const openPerson = async (who: Walker) => {
    const all = dialog(anna, members.membersOf(names.room))
    await anna.hands.use(all.getByRole('button', { name: who.name, exact: true }))
    await dialog(anna, who.name).waitFor()
  }
  const doTo = async (who: Walker, deed: string) => {
    await openPerson(who)
    await anna.hands.use(dialog(anna, who.name).getByRole('button', { name: deed, exact: true }))
  }

  await step(anna, 'settings', settings)
  await step(anna, 'settings-open', async () => {
    await anna.hands.fill(field(anna, members.topic), names.topic)
    await anna.hands.pick(radio(anna, members.open))
    await anna.page.getByText(members.turnsOpen).waitFor()
  })
  await step(anna, 'settings-slow', async () => {
    await anna.hands.pick(radio(anna, members.private))
    await anna.hands.select(field(anna, members.slow), '3600')
    await save()
  })
  await step(cleo, 'too-soon', async () => {
    await cleo.page.getByText(members.slow).waitFor()
    for (const text of ['1', '2']) {
      await cleo.hands.fill(composer(cleo), `${names.said} ${text}`)
      await cleo.hands.use(button(cleo, words.composer.send))
    }
    await said(cleo, `${names.said} 1`).waitFor()
    await cleo.page.locator('.sending .state').waitFor()
  })
  await step(anna, 'settings-fast', async () => {
    await settings()
    await anna.hands.select(field(anna, members.slow), '0')
    await save()
    await toTheLog(anna)
  })
  await step(cleo, 'sent-after-all', () => said(anna, `${names.said} 2`).waitFor())

  await step(anna, 'members', async () => {
    await inPanel(anna, words.room.members)
    await dialog(anna, members.membersOf(names.room)).getByText(cleo.name).waitFor()
  })
  await step(anna, 'person', () => openPerson(bob))
  await step(anna, 'moderator', async () => {
    await anna.hands.use(button(anna, members.makeModerator))
    await anna.page.getByText(members.roles.moderator, { exact: true }).waitFor()
  })
  await step(anna, 'muted', async () => {
    await doTo(cleo, members.mute)
    await anna.hands.select(field(anna, members.muteFor), 'day')
    await anna.hands.use(button(anna, members.mute))
    await dialog(anna, members.membersOf(names.room)).waitFor()
  })
  await step(cleo, 'muted', () => composer(cleo).waitFor({ state: 'detached' }))
  await step(anna, 'unmute', async () => {
    await openPerson(cleo)
    await button(anna, members.unmute).waitFor()
  })
  await step(anna, 'unmuted', async () => {
    await anna.hands.use(button(anna, members.unmute))
    await composer(cleo).waitFor()
  })
  await step(anna, 'ban', async () => {
    await doTo(cleo, members.ban)
    await anna.hands.select(field(anna, members.banFor), 'week')
    await anna.hands.fill(field(anna, members.banReason), names.reason)
  })
  await step(anna, 'banned', async () => {
    await anna.hands.use(button(anna, members.ban))
    await button(anna, members.lift(cleo.name)).waitFor()
  })
  await step(cleo, 'banned', () => cleo.page.getByText(words.rooms.banned(names.room)).waitFor())
  await step(anna, 'ban-lifted', async () => {
    await anna.hands.use(button(anna, members.lift(cleo.name)))
    await button(anna, members.lift(cleo.name)).waitFor({ state: 'detached' })
  })
  await step(anna, 'members-closed', async () => {
    await closeDialog(anna)
    await toTheLog(anna)
  })

  await step(anna, 'handing-over', async () => {
    await settings()
    const list = field(anna, members.handOver)
    const option = list.locator('option', { hasText: bob.name })
    await anna.hands.select(list, (await option.getAttribute('value')) ?? '')
  })
  await step(anna, 'handed-over', async () => {
    await anna.hands.use(button(anna, members.handOver))
    await dialog(anna, members.settings).waitFor({ state: 'detached' })
  })
  await step(bob, 'owns', async () => {
    await inPanel(bob, words.room.settings)
    await button(bob, members.archive).waitFor()
  })
  await step(bob, 'archived', async () => {
    await bob.hands.use(button(bob, members.archive))
    await bob.page.getByText(members.archived).waitFor()
  })
  await step(anna, 'archived', () => anna.page.getByText(members.archived).waitFor())
  await step(anna, 'options', async () => {
    await anna.page.goto('/rooms')
    await anna.hands.use(button(anna, `${words.rooms.options} ${names.room}`))
    await button(anna, members.leave).waitFor()
  })
  await step(anna, 'leaving', async () => {
    await anna.hands.use(button(anna, members.leave))
    await anna.page.getByText(members.leavePrivate).waitFor()
  })
  await step(anna, 'left', async () => {
    await anna.hands.use(button(anna, members.leave))
    await button(anna, `${words.rooms.options} ${names.room}`).waitFor({ state: 'detached' })
  })
  await step(bob, 'deleting', async () => {
    await inPanel(bob, words.room.settings)
    await bob.hands.use(button(bob, members.delete))
    await button(bob, members.deleteConfirm).waitFor()
  })
  await step(bob, 'deleted', async () => {
    await bob.hands.use(button(bob, members.deleteConfirm))
    await heading(bob, words.rooms.title).waitFor()
  })
}

const radio = ({ page }: Walker, name: string) => page.getByRole('radio', { name })

const wayIn = ({ page, words }: Walker) =>
  page.getByRole('form', { name: words.welcome.createAccount, exact: true })

async function signUp(walker: Walker): Promise<void> {
  const { words, hands } = walker
  const form = wayIn(walker)
  const fieldCalled = (name: string) => form.getByRole('textbox', { name, exact: true })
  await hands.fill(fieldCalled(words.welcome.username), walker.name)
  await hands.fill(fieldCalled(words.welcome.password), walker.password)
  await hands.use(form.getByRole('button'))
}

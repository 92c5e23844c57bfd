import { button, composer, Fingers, Keys, said, type Tourist } from './hands.ts'

/** Does something, and takes pictures of it. */
export type Step = (name: string, deed: () => Promise<unknown>) => Promise<void>

const menuItem = ({ page }: Tourist, name: string) =>
  page.getByRole('menuitem', { name, exact: true })

/** All that a conversation is made of, by keys. */
export async function talkByKeys(
  anna: Tourist,
  others: [Tourist, Tourist],
  room: string,
  step: Step,
): Promise<void> {
  const keys = new Keys(anna)
  const { words, page } = anna
  const [bob] = others
  const everybodySees = async (text: string) => {
    for (const one of others) await said(one, text).waitFor()
  }
  const choose = (text: string, action: string) => keys.choose(said(anna, text), action)

  await step('enter', async () => {
    await keys.use(page.getByRole('link', { name: `${words.rooms.join} ${room}` }))
    await composer(anna).waitFor()
    await page.waitForFunction('document.activeElement?.matches("textarea")')
  })
  await step('bold', async () => {
    await keys.type('the kettle is hot')
    for (let n = 0; n < 3; n += 1) await keys.press('Shift+ArrowLeft')
    await keys.press('Control+b')
    await keys.press('End', 'Enter')
    await everybodySees('the kettle is hot')
    await said(bob, 'the kettle is').locator('strong').waitFor()
  })
  await step('mention', async () => {
    await keys.type(`@${bob.name.slice(0, 3)}`)
    await page.getByRole('listbox').getByRole('option').first().waitFor()
    await keys.press('ArrowDown', 'Enter')
    await keys.type('do you come?')
    await keys.press('Enter')
    await everybodySees('do you come?')
    await said(bob, 'do you come?').locator('.mention').waitFor()
  })
  await step('react', async () => {
    await keys.toMessage(said(anna, 'good morning'))
    await keys.press('+')
    await page.getByRole('dialog').getByRole('searchbox').waitFor()
    await keys.type(words.heart)
    await page.getByRole('dialog').locator('.emoji-grid button').first().waitFor()
    await keys.press('Enter')
    await said(bob, 'good morning').locator('[aria-pressed]').waitFor()
  })
  await step('reply', async () => {
    await keys.toMessage(said(anna, 'good morning'))
    await keys.press('r')
    await page.getByText(words.message.replies.to(`${bob.name}`)).waitFor()
    await keys.type('and to you')
    await keys.press('Enter')
    await everybodySees('and to you')
  })
  await step('to-the-quoted-and-back', async () => {
    const answer = said(anna, 'and to you')
    await keys.toMessage(answer)
    await keys.use(answer.locator('.quote'))
    await page.waitForFunction('document.activeElement?.matches("article")')
    // It was in view: there is no way back to be offered.
    await keys.press('End')
  })
  await step('edit', async () => {
    await keys.toMessage(said(anna, 'and to you'))
    await keys.press('e')
    await page.getByRole('textbox', { name: words.talk.changes.field }).waitFor()
    await keys.press('End')
    await keys.type(', Bob')
    await keys.press('Enter')
    await everybodySees('and to you, Bob')
  })
  await step('pin', async () => {
    await choose('the kettle is', words.talk.actions.pin)
    for (const one of [anna, ...others]) await one.page.locator('.pins-row').waitFor()
    await page.getByRole('menu').waitFor({ state: 'detached' })
  })
  await step('pins', async () => {
    await keys.use(page.locator('.pins-row'), 'Shift+Tab')
    const goTo = button(anna, words.talk.goTo)
    await keys.use(goTo)
    await goTo.waitFor({ state: 'detached' })
    await page.waitForFunction('document.activeElement?.matches("article")')
  })
  await step('date', async () => {
    await keys.use(button(anna, words.message.replies.toDate), 'Shift+Tab')
    const field = page.getByLabel(words.talk.date, { exact: true })
    await field.waitFor()
    await keys.to(field)
    await keys.type('01012020')
    await keys.press('Enter')
    await field.waitFor({ state: 'detached' })
  })
  await step('emoji', async () => {
    await keys.to(composer(anna))
    await keys.type('tea ')
    await keys.use(button(anna, words.composer.emoji))
    await page.getByRole('dialog').getByRole('searchbox').waitFor()
    await keys.type(words.heart)
    await page.getByRole('dialog').locator('fieldset.emoji-grid button').first().waitFor()
    await keys.press('ArrowDown', 'Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.waitForFunction('document.activeElement?.matches("textarea")')
    await keys.press('Enter')
    await everybodySees('tea ')
  })
  await step('copy-link', async () => {
    await choose('good morning', words.talk.actions.copyLink)
    await page.getByRole('menu').waitFor({ state: 'detached' })
    const link = await page.evaluate<string>('navigator.clipboard.readText()')
    await page.goto(link)
    await page.locator('article[data-landed=true]').waitFor()
  })
  await step('everyone', async () => {
    await keys.to(composer(anna))
    await keys.type('@everyone it is ready')
    await keys.press('Enter')
    await everybodySees('it is ready')
    await said(bob, 'it is ready').locator('.mention').waitFor()
  })
  await step('code', async () => {
    await keys.type('```js')
    await keys.press('Shift+Enter')
    await keys.type('const tea = await kettle.boil(100)')
    await keys.press('Shift+Enter')
    await keys.type('```')
    await keys.press('Enter')
    await everybodySees('kettle.boil')
    await said(bob, 'kettle.boil').locator('pre span').first().waitFor()
  })
  await step('delete', async () => {
    await choose('do you come?', words.talk.actions.delete)
    const confirm = button(anna, words.talk.changes.deleteConfirm)
    await keys.use(confirm)
    for (const one of others) await said(one, 'do you come?').waitFor({ state: 'detached' })
  })
}

/** The same by fingers. */
export async function talkByFingers(
  bob: Tourist,
  others: [Tourist, Tourist],
  step: Step,
): Promise<void> {
  const fingers = new Fingers(bob)
  const { words, page } = bob
  const everybodySees = async (text: string) => {
    for (const one of others) await said(one, text).waitFor()
  }
  const send = () => fingers.tap(button(bob, words.composer.send))

  await step('write', async () => {
    await fingers.write(composer(bob), 'I bring **cake**')
    await send()
    await everybodySees('I bring cake')
  })
  await step('sheet', () => fingers.hold(said(bob, 'the kettle is')))
  await step('react', async () => {
    await fingers.tap(menuItem(bob, words.talk.actions.react))
    const dialog = page.getByRole('dialog')
    await dialog.locator('fieldset.emoji-grid button').first().waitFor()
    await fingers.tap(dialog.locator('fieldset.emoji-grid button').nth(3))
    await dialog.waitFor({ state: 'detached' })
    await said(others[0], 'the kettle is').locator('[aria-pressed]').waitFor()
  })
  await step('who-reacted', async () => {
    await fingers.tap(said(bob, 'the kettle is').locator('[aria-pressed]'))
    await said(others[0], 'the kettle is').locator('[aria-pressed]').waitFor({ state: 'detached' })
  })
  await step('reply', async () => {
    await fingers.choose(said(bob, 'it is ready'), words.talk.actions.reply)
    await fingers.write(composer(bob), 'on my way')
    await send()
    await everybodySees('on my way')
  })
  await step('to-the-quoted', async () => {
    await fingers.tap(said(bob, 'on my way').locator('.quote'))
    await page.locator('article[data-landed=true]').waitFor()
  })
  await step('mention', async () => {
    await fingers.write(composer(bob), `@${others[0].name.slice(0, 3)}`)
    await fingers.tap(page.getByRole('listbox').getByRole('option'))
    await composer(bob).pressSequentially('which tea?')
    await send()
    await everybodySees('which tea?')
    await said(others[0], 'which tea?').locator('.mention').waitFor()
  })
  await step('edit', async () => {
    await fingers.choose(said(bob, 'on my way'), words.talk.actions.edit)
    const field = page.getByRole('textbox', { name: words.talk.changes.field })
    await field.press('End')
    await field.pressSequentially(' now')
    await fingers.tap(button(bob, words.talk.changes.save))
    await everybodySees('on my way now')
  })
  await step('pins', async () => {
    await fingers.tap(page.locator('.pins-row'))
    await fingers.tap(button(bob, words.talk.goTo))
    await page.locator('article[data-landed=true]').waitFor()
  })
  await step('emoji', async () => {
    await fingers.tap(button(bob, words.composer.emoji))
    const dialog = page.getByRole('dialog')
    await fingers.tap(dialog.locator('fieldset.emoji-grid button'))
    await dialog.waitFor({ state: 'detached' })
    await send()
  })
  await step('delete', async () => {
    await fingers.choose(said(bob, 'I bring cake'), words.talk.actions.delete)
    await fingers.tap(button(bob, words.talk.changes.deleteConfirm))
    for (const one of others) await said(one, 'I bring cake').waitFor({ state: 'detached' })
  })
}

import type { Locator } from 'playwright-core'
import { button, type Hands, type Tourist } from './hands.ts'

/** Somebody who comes without an account. */
export interface Walker extends Tourist {
  hands: Hands
  password: string
}

/** Does something, looks at what somebody then sees, and takes a picture of it. */
export type LookedAt = (who: Walker, name: string, deed: () => Promise<unknown>) => Promise<void>

/** Three people at a Parlor of their own, and what they call things. */
export interface Party {
  anna: Walker
  bob: Walker
  cleo: Walker
  step: LookedAt
  names: Names
}

/** What people of a language call themselves and their rooms, and what they say. */
export interface Names {
  people: readonly [string, string, string]
  room: string
  garden: string
  place: string
  topic: string
  said: string
  rude: string
  reason: string
  renamed: string
}

export const namesIn: Record<'en' | 'de' | 'ar', Names> = {
  en: {
    people: ['Anna', 'Bob', 'Cleo'],
    room: 'Committee',
    garden: 'Garden',
    place: 'The old mill',
    topic: 'What we decide, and what we only talk about for now',
    said: 'the minutes are in the folder',
    rude: 'you never listen, do you',
    reason: 'This is no way to talk to each other.',
    renamed: 'Robert',
  },
  de: {
    people: ['Änne', 'Björn', 'Cleo'],
    room: 'Vereinsvorstand',
    garden: 'Gartenfreunde',
    place: 'Nachbarschaftshilfe Untere Mühlenstraße',
    topic: 'Was wir beschließen, und worüber wir vorerst nur reden',
    said: 'das Protokoll liegt im Ordner',
    rude: 'du hörst ja doch nie zu',
    reason: 'So redet man nicht miteinander.',
    renamed: 'Björn-Hendrik',
  },
  ar: {
    people: ['سلمى', 'بدر', 'ليلى'],
    room: 'اللجنة',
    garden: 'الحديقة',
    place: 'الطاحونة القديمة',
    topic: 'ما نقرره وما نتحدث عنه فقط الآن',
    said: 'المحضر في المجلد',
    rude: 'أنت لا تصغي أبداً',
    reason: 'لا يليق بنا أن نتكلم هكذا.',
    renamed: 'بدر الدين',
  },
}

export const heading = ({ page }: Tourist, name: string): Locator =>
  page.getByRole('heading', { name, exact: true })

export const dialog = ({ page }: Tourist, name: string): Locator =>
  page.getByRole('dialog', { name, exact: true })

export const field = ({ page }: Tourist, label: string): Locator => page.getByLabel(label).last()

/** By the button at its end. */
export async function closeDialog({ page, hands, words }: Walker): Promise<void> {
  const inFront = page.locator('dialog[open]').last()
  await hands.use(inFront.getByRole('button', { name: words.close, exact: true }))
}

/** Presses a button that stands in the bar of a room, or with its people where the bar is narrow. */
export async function inPanel(walker: Walker, name: string): Promise<void> {
  const { page, hands } = walker
  const wanted = button(walker, name).filter({ visible: true })
  await page.locator('[aria-controls=people]').waitFor()
  if ((await wanted.count()) === 0) await hands.use(page.locator('[aria-controls=people]'))
  await hands.use(wanted)
}

/** Puts the people away where they lie over what is said. */
export async function toTheLog({ page, hands }: Walker): Promise<void> {
  const isNarrow = await page.evaluate<boolean>('innerWidth < 640')
  if (isNarrow && (await page.locator('#people').count()) > 0)
    await hands.use(page.locator('#people > button').first())
}

/** Opens a row of the menu behind one’s own picture. */
export async function inAccountMenu(walker: Walker, name: string): Promise<void> {
  const { page, hands, words } = walker
  await hands.use(page.locator(`nav.account button[title="${words.account.menu}"]`).last())
  await hands.use(dialog(walker, words.account.menu).getByRole('button', { name, exact: true }))
}

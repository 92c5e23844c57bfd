import type { Locator } from 'playwright-core'
import type { Visitor } from './visitor.ts'

export const toolbar = (article: Locator) =>
  article.getByRole('toolbar', { name: 'Message actions' })
export const editField = ({ page }: Visitor) => page.getByRole('textbox', { name: 'Edit message' })
export const article = (visitor: Visitor, text: string) =>
  visitor.articles().filter({ hasText: text })

export async function choose(visitor: Visitor, text: string, what: string) {
  await article(visitor, text).hover()
  const bar = toolbar(article(visitor, text))
  if (what === 'Edit') return bar.getByRole('button', { name: 'Edit', exact: true }).click()
  await bar.getByRole('button', { name: 'More actions' }).click()
  await visitor.page.getByRole('menuitem', { name: what, exact: true }).click()
}

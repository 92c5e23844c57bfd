import { area } from '../area.ts'
import { en } from './en.ts'

/**
 * The words of invitations, of pages that there are not, of what could not be sent, of reports, and of what people do
 * with their own account. A room fetches none of them ahead: what the line broke off would be gone for the page.
 */
export const instanceTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

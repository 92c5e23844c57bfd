import { area } from '../area.ts'
import { en } from './en.ts'

/** The words of invitations, of pages that there are not, of reports, and of what people do with their own account. */
export const instanceTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

import { area } from '../area.ts'
import { en } from './en.ts'

/** The words of invitations, reports, and what people do with their own account. */
export const instanceTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

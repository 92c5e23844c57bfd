import { area } from '../area.ts'
import { en } from './en.ts'

/** The words of the pages for admins. */
export const adminTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

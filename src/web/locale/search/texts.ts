import { area } from '../area.ts'
import { en } from './en.ts'

/** The words of the search. */
export const searchTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

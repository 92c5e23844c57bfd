import { area } from '../area.ts'
import { en } from './en.ts'

/** The words of the sheet of keys. */
export const helpTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

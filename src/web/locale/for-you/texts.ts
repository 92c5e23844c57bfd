import { area } from '../area.ts'
import { en } from './en.ts'

/** The words of what is for oneself. */
export const forYouTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

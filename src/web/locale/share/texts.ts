import { area } from '../area.ts'
import { en } from './en.ts'

/** The words of what comes from another app. */
export const shareTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

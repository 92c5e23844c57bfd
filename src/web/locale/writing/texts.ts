import { area } from '../area.ts'
import { en } from './en.ts'

/** The words of choosing an emoji. */
export const writingTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

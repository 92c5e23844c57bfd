import { area } from '../area.ts'
import { en } from './en.ts'

/** The words of the rail, and of what leads to another room. */
export const railTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

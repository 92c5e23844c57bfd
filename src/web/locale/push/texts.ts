import { area } from '../area.ts'
import { en } from './en.ts'

/** The words of what devices are told, and when. */
export const pushTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

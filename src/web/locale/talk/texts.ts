import { area } from '../area.ts'
import { en } from './en.ts'

/** The words of the list of pins, and of the way to a date. */
export const talkTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

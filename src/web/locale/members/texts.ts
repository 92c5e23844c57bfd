import { area } from '../area.ts'
import { en } from './en.ts'

/** The words of a room's settings and of the people who belong to it. */
export const memberTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

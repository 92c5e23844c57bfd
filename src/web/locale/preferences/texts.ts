import { area } from '../area.ts'
import { en } from './en.ts'

/** The words of the preferences. */
export const preferencesTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

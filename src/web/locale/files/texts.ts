import { area } from '../area.ts'
import { en } from './en.ts'

/** The words of files: attaching, looking at them, and all that a room has. */
export const filesTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

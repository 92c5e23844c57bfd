import { area } from '../area.ts'
import { en } from './en.ts'

/** The words of messages and of what is done to them: they come with the room. */
export const messageTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

import { area } from '../area.ts'
import { en } from './en.ts'

/** The words of what is done to messages, of the list of pins, and of the way to a date: none stands in a log as it is read. */
export const talkTexts = area(en, {
  de: () => import('./de.ts'),
  ar: () => import('./ar.ts'),
})

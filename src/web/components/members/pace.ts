import { memberTexts } from '../../locale/members/texts.ts'

/** How soon after a message the next one may come, in words. */
export function pace(seconds: number): string {
  const words = memberTexts()
  if (seconds === 0) return words.slowOff
  return seconds < 60 ? words.seconds(seconds) : words.minutes(Math.round(seconds / 60))
}

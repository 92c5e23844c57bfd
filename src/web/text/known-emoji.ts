import lines from 'emoji:names'
import { type Emoji, emojiIn, fitting } from './fitting-emoji.ts'

/** All emoji that have a name; fetched when the first one is begun, as their number is great. */
export interface KnownEmoji {
  named(name: string): Emoji | undefined
  fitting(wanted: string): Emoji[]
}

export function knownEmoji(): KnownEmoji {
  const all = emojiIn(lines)
  return {
    named: (wanted) => all.find(({ name }) => name === wanted),
    fitting: (wanted) => fitting(all, wanted),
  }
}

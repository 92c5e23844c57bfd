import { loadChunk } from '../app/chunks.ts'
import type { Language } from '../locale/messages.ts'
import { fold } from './fold.ts'

/** An emoji, what it is called in a language, and the folded words that it is found by. */
export type NamedEmoji = { sign: string; name: string; words: string[]; hasTones: boolean }
export type EmojiGroup = { name: string; emoji: NamedEmoji[] }

/** Complete for the languages that the page speaks. */
const lists: Record<Language, () => Promise<{ default: string }>> = {
  en: () => import('emoji:words-en'),
  de: () => import('emoji:words-de'),
  ar: () => import('emoji:words-ar'),
}

/** All emoji, in the order of keyboards; fetched when they are first looked at. */
export async function loadEmojiGroups(language: Language): Promise<EmojiGroup[]> {
  const { default: lines } = await loadChunk(lists[language])
  const groups: EmojiGroup[] = []
  for (const line of lines.split('\n')) {
    if (line.startsWith('#') && !line.includes('\t'))
      groups.push({ name: line.slice(1), emoji: [] })
    else groups.at(-1)?.emoji.push(emojiOf(line))
  }
  return groups
}

function emojiOf(line: string): NamedEmoji {
  const [sign = '', marked = '', ...further] = line.split('\t')
  const hasTones = marked.startsWith('+')
  const name = hasTones ? marked.slice(1) : marked
  return { sign, name, words: [name, ...further].map(fold), hasTones }
}

/** Those in which each word that was typed begins a word; those that are called so first. */
export function foundEmoji(groups: readonly EmojiGroup[], typed: string, most: number) {
  const wanted = fold(typed).split(' ')
  const begins = (text: string, word: string) => text.startsWith(word) || text.includes(` ${word}`)
  const fits = ({ words }: NamedEmoji) =>
    wanted.every((word) => words.some((text) => begins(text, word)))
  const rank = ({ words: [name = ''] }: NamedEmoji) => {
    if (name === wanted.join(' ')) return 0
    if (name.startsWith(wanted.join(' '))) return 1
    return wanted.every((word) => begins(name, word)) ? 2 : 3
  }
  const found = groups.flatMap(({ emoji }) => emoji.filter(fits))
  return found.toSorted((a, b) => rank(a) - rank(b)).slice(0, most)
}

/** Skin tones by Unicode's names for them; the first is that of signs without one. */
export const tones = ['', '🏻', '🏼', '🏽', '🏾', '🏿']

/** The emoji in a skin tone, which each person in it gets (UTS #51, 2.4). */
export const toned = (sign: string, tone: string) =>
  tone === '' ? sign : sign.replace(/(\p{Emoji_Modifier_Base})\uFE0F?/gu, `$1${tone}`)

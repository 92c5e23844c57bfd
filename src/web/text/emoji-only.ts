/**
 * An emoji as UTS #51 writes it (ED-17): a flag of two letters, of a region or of a sequence of tags;
 * or one or more signs that are joined, each with a selector or a skin tone. A key such as 1️⃣ is one
 * with its frame only; what is text by default, as ❤ and ☺, is one unless it asks to be text.
 */
const sign = '(?=\\p{Emoji})\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})?(?!\\uFE0E)'
const emoji = [
  '\\p{Regional_Indicator}{2}',
  '[0-9#*]\\uFE0F?\\u20E3',
  '\\p{Emoji_Modifier}\\uFE0F?',
  '\\u{1F3F4}[\\u{E0020}-\\u{E007E}]+\\u{E007F}',
  `${sign}(?:\\u200D${sign})*`,
].join('|')
const emojiOnly = new RegExp(`^\\s*(?:(?:${emoji})\\s*){1,12}$`, 'u')

/** A few emoji and nothing else, which are shown larger. */
export const isEmojiOnly = (text: string) => text.length <= 160 && emojiOnly.test(text)

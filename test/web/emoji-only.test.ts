import { describe, expect, test } from 'vitest'
import { isEmojiOnly } from '../../src/web/text/emoji-only.ts'

describe('a message of nothing but a few emoji', () => {
  test.for([
    '🫖',
    '☕️',
    '👩‍👩‍👧‍👦🏳️‍🌈🫶🏽',
    '🫖 ☕',
    '❤',
    '☺',
    '❤\n☺️ ☀',
    '☝🏽',
    '❤‍🔥',
    '🤷🏽‍♀',
    '🇩🇪🇫🇷',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '1️⃣',
    '©',
    '❤'.repeat(12),
  ])('is %s', (text) => {
    expect(isEmojiOnly(text)).toBe(true)
  })

  test.for(['tea', '🫖!', '1', '#', '🇩', '❤\uFE0E', '✐', '❤'.repeat(13), '🫖'.repeat(40), ' ', ''])(
    'is not %s',
    (text) => {
      expect(isEmojiOnly(text)).toBe(false)
    },
  )

  test('is each sign that Unicode calls an emoji, with its selector and without, but for parts of others', () => {
    const small: string[] = []
    for (let code = 0; code <= 0x1ffff; code += 1) {
      const sign = String.fromCodePoint(code)
      if (!/^\p{Emoji}$/u.test(sign)) continue
      if (!isEmojiOnly(sign) || !isEmojiOnly(`${sign}\uFE0F`)) small.push(sign)
    }
    // Half a flag, and the keys without their frame.
    expect(small.filter((sign) => !/[0-9#*]|\p{Regional_Indicator}/u.test(sign))).toEqual([])
    expect(small).toHaveLength(12 + 26)
  })
})

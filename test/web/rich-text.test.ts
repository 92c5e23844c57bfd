import { describe, expect, test } from 'vitest'
import { isEmojiOnly } from '../../src/web/parts/rich-text.tsx'

describe('a message of nothing but a few emoji', () => {
  test.for(['🫖', '☕️', '👩‍👩‍👧‍👦🏳️‍🌈🫶🏽', '🫖 ☕'])('is %s', (text) => {
    expect(isEmojiOnly(text)).toBe(true)
  })

  test.for(['tea', '🫖!', '1', '#', '🫖'.repeat(40), ''])('is not %s', (text) => {
    expect(isEmojiOnly(text)).toBe(false)
  })
})

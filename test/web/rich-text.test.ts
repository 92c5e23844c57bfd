import { describe, expect, test } from 'vitest'
import { isEmojiOnly, partsOf } from '../../src/web/parts/rich-text.tsx'

const links = (text: string) =>
  partsOf(text).flatMap((part) => (part.kind === 'link' ? [part.href] : []))

describe('in a text', () => {
  test('addresses become links, and nothing of the text is lost', () => {
    expect(partsOf('see https://example.org/a and mailto:tea@example.org')).toEqual([
      { kind: 'text', text: 'see ' },
      { kind: 'link', text: 'https://example.org/a', href: 'https://example.org/a' },
      { kind: 'text', text: ' and ' },
      { kind: 'link', text: 'mailto:tea@example.org', href: 'mailto:tea@example.org' },
    ])
  })

  test.for([
    ['https://example.org.', 'https://example.org'],
    ['(https://example.org/a_(b))', 'https://example.org/a_(b)'],
    ['(see https://example.org/a_(b)).', 'https://example.org/a_(b)'],
    ['(https://example.org)', 'https://example.org'],
    ['“https://example.org/?q=1&r=2”', 'https://example.org/?q=1&r=2'],
    ['https://example.org/x!?', 'https://example.org/x'],
    ['<https://example.org>', 'https://example.org'],
    ['HTTPS://EXAMPLE.ORG/A', 'HTTPS://EXAMPLE.ORG/A'],
    ['https://例え.jp/お茶', 'https://例え.jp/お茶'],
  ] as const)('%s leads to %s', ([text, href]) => {
    expect(links(text)).toEqual([href])
  })

  test.for([
    'javascript:alert(1)',
    'data:text/html,hello',
    'vbscript:x',
    'file:///etc/passwd',
    'http://',
    'https://?',
    'xhttps://example.org',
    'www.example.org',
    '<a href="javascript:alert(1)">',
  ])('%s stays text', (text) => {
    expect(links(text)).toEqual([])
    expect(
      partsOf(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  })

  test('a long wall of near-addresses is read in no time', () => {
    const wall = 'https://'.repeat(500) + ')'.repeat(500)
    expect(
      partsOf(wall)
        .map((part) => part.text)
        .join(''),
    ).toBe(wall)
  })
})

describe('a message of nothing but a few emoji', () => {
  test.for(['🫖', '☕️', '👩‍👩‍👧‍👦🏳️‍🌈🫶🏽', '🫖 ☕'])('is %s', (text) => {
    expect(isEmojiOnly(text)).toBe(true)
  })

  test.for(['tea', '🫖!', '1', '#', '🫖'.repeat(40), ''])('is not %s', (text) => {
    expect(isEmojiOnly(text)).toBe(false)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { partsOf } from '../../src/protocol/formatting/links.ts'
import { anyCharacter } from '../support/any-character.ts'

const links = (text: string) =>
  partsOf(text).flatMap((part) => (part.kind === 'link' ? [part.text] : []))
const whole = (text: string) => partsOf(text).map((part) => part.text)

/** Signs that end a sentence, or part of one, in the scripts of the world. */
const sentenceSigns = [
  ...'，。、；：！？．・…—～〜｡､',
  ...'（）「」『』【】《》〈〉〔〕［］｛｝“”‘«»„‹›',
  ...'؟،؛۔।॥።᠃၊။។։՞՝',
  ...'`*<>"\\^',
]
const unseenSigns = [
  ...['\u200b', '\ufeff', '\u2060', '\u00ad', '\u034f', '\u061c', '\u180e', '\u3164', '\u115f'],
  ...['\u200e', '\u200f', '\u202a', '\u202e', '\u2066', '\u2069', '\u200c', '\u200d', '\u2800'],
  ...['\u00a0', '\u3000', '\u2028', '\u0000', '\u007f', '\ud800'],
]

describe('in a text', () => {
  test('addresses become links, and nothing of the text is lost', () => {
    expect(partsOf('see https://example.org/a, www.example.org/b and tea@example.org.')).toEqual([
      { kind: 'text', text: 'see ' },
      { kind: 'link', text: 'https://example.org/a', href: 'https://example.org/a' },
      { kind: 'text', text: ', ' },
      { kind: 'link', text: 'www.example.org/b', href: 'https://www.example.org/b' },
      { kind: 'text', text: ' and ' },
      { kind: 'link', text: 'tea@example.org', href: 'mailto:tea@example.org' },
      { kind: 'text', text: '.' },
    ])
  })

  test.for([
    ['https://example.org.', 'https://example.org'],
    ['(https://example.org/a_(b))', 'https://example.org/a_(b)'],
    ['(see https://example.org/a_(b)).', 'https://example.org/a_(b)'],
    ['(https://example.org)', 'https://example.org'],
    ['[tea](https://example.org/x)and', 'https://example.org/x'],
    ['“https://example.org/?q=1&r=2”', 'https://example.org/?q=1&r=2'],
    ['https://example.org/x!?', 'https://example.org/x'],
    ['<https://example.org>', 'https://example.org'],
    ['HTTPS://EXAMPLE.ORG/A', 'HTTPS://EXAMPLE.ORG/A'],
    ['https://例え.jp/お茶', 'https://例え.jp/お茶'],
    ['https://müller.example/stra%C3%9Fe?x=ä#ö', 'https://müller.example/stra%C3%9Fe?x=ä#ö'],
    ['http://localhost:5000/rooms/x.', 'http://localhost:5000/rooms/x'],
    ['http://[::1]:5000/x', 'http://[::1]:5000/x'],
    ['见 https://example.org/docs，然后', 'https://example.org/docs'],
    ['（https://example.org/baz）です。', 'https://example.org/baz'],
    ['见https://example.org然后', 'https://example.org'],
    ['http://localhost:3000这样', 'http://localhost:3000'],
    ['https://ja.example/ジョン・レノン。', 'https://ja.example/ジョン・レノン'],
    ['https://fr.example/L’Équipe’', 'https://fr.example/L’Équipe'],
    ['https://example.org/عربي؟', 'https://example.org/عربي'],
    ['https://fa.example/علی\u200cرضا', 'https://fa.example/علی\u200cرضا'],
    ['https://example.org/❤️/👩‍👧', 'https://example.org/❤️/👩‍👧'],
    ['**https://example.org/x**', 'https://example.org/x'],
    ['~~https://example.org/a~b~~', 'https://example.org/a~b'],
    ['_https://example.org/a_b_', 'https://example.org/a_b'],
    ['https://example.org/a_', 'https://example.org/a_'],
    ['https://example.org\\@example.com', 'https://example.org'],
    ['https://example.org’s', 'https://example.org'],
    ["https://example.org's", 'https://example.org'],
    [
      'https://web.example/2020/https://example.org/',
      'https://web.example/2020/https://example.org/',
    ],
    ['https://example.org...then', 'https://example.org'],
    ['https://https://example.org', 'https://example.org'],
    ['mailto:tea@example.org?subject=x.', 'mailto:tea@example.org?subject=x'],
    ['www.example.org', 'www.example.org'],
    ['WWW.EXAMPLE.ORG:8080/x.', 'WWW.EXAMPLE.ORG:8080/x'],
    ['www.example.org，', 'www.example.org'],
    ['jürgen@müller.example', 'jürgen@müller.example'],
    ["o'brien+tea@mail.example.org", "o'brien+tea@mail.example.org"],
    ["'anna@example.org'", 'anna@example.org'],
    ['见anna@example.orgまで', 'anna@example.org'],
    ['anna@пример.рф, …', 'anna@пример.рф'],
    ['anna@example.org-Adresse', 'anna@example.org'],
  ] as const)('%s leads to %s', ([text, link]) => {
    expect(links(text)).toEqual([link])
  })

  test('addresses that only a comma or quotation marks keep apart are two', () => {
    const two = ['https://example.org/a', 'https://example.org/b']
    expect(links('https://example.org/a,https://example.org/b')).toEqual(two)
    expect(links("'https://example.org/a','https://example.org/b'")).toEqual(two)
  })

  test.for([...sentenceSigns, ...unseenSigns])('an address ends before %j', (sign) => {
    for (const address of [
      'https://example.org',
      'https://example.org/x',
      'https://example.org/x?a=b#c',
      'www.example.org/x',
      'anna@example.org',
    ]) {
      expect(links(`${address}${sign}`)).toEqual([address])
      expect(links(`${sign}${address}${sign} and so on`)).toEqual([address])
      if (!'・‘'.includes(sign)) expect(links(`${address}${sign}then`)).toEqual([address])
    }
  })

  test.for([
    ['javascript:alert(1)'],
    ['data:text/html,hello'],
    ['vbscript:x'],
    ['file:///etc/passwd'],
    ['ftp://example.org'],
    ['http://'],
    ['https://?'],
    ['https://example.org:99999'],
    ['mailto:'],
    ['mailto:?subject=x'],
    ['xhttps://example.org'],
    ['www.'],
    ['www.example'],
    ['www...org'],
    ['xwww.example.org'],
    ['x.www.example.org'],
    ['anna@example'],
    ['@anna'],
    ['@anna@example.org'],
    ['git@example.org:team/tea.git'],
    ['tea@1.2.3'],
    ['a@b.c'],
    ['<a href="javascript:alert(1)">'],
  ])('%s stays text', ([text]) => {
    expect(partsOf(text ?? '')).toEqual([{ kind: 'text', text }])
  })
})

/** Whatever an address is made of, and whatever may stand around it. */
const pieces = fc.constantFrom(
  ...['https://', 'http:', 'mailto:', 'www.', '@', '.', ',', '/', '(', ')', '[', "'", ':', '80'],
  ...[
    'example',
    'org',
    'a',
    '_',
    '-',
    '然',
    '。',
    'é',
    '🫖',
    '\u200d',
    '\u200b',
    '\ud83e',
    ' ',
    '|',
  ],
)
const heap = fc.array(pieces, { maxLength: 40 }).map((all) => all.join(''))

test('whatever a text is made of, its parts are the text, and each link leads where it may', () => {
  fc.assert(
    fc.property(fc.oneof(heap, fc.string({ unit: anyCharacter })), (text) => {
      expect(whole(text).join('')).toBe(text)
      for (const part of partsOf(text)) {
        expect(part.text).not.toBe('')
        if (part.kind === 'text') continue
        expect(['http:', 'https:', 'mailto:']).toContain(new URL(part.href).protocol)
        expect(part.href.endsWith(part.text)).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

test('a wall of near-addresses takes time in proportion to its length', () => {
  // What takes the square of it would take minutes here: each of these is read 400,000 signs long.
  const bricks = ['https://', 'https://a(', 'http://a,', 'mailto:', 'mailto:a', 'www.', 'www.a.']
  for (const brick of [
    ...bricks,
    '@',
    'a@',
    'a@b.',
    'é@',
    "'",
    '.',
    'https://a@',
    'https://[',
    '-@',
  ]) {
    const wall = brick.repeat(400_000 / brick.length)
    expect(whole(wall).join('').length).toBe(wall.length)
  }
})

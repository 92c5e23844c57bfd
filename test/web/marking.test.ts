import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blocksOf } from '../../src/protocol/formatting/blocks.ts'
import type { Block, Inline } from '../../src/protocol/formatting/tree.ts'
import { excerptOf, marking } from '../../src/web/components/search/excerpt.ts'

/** The texts that formatting leaves, in the order in which they are drawn. */
const texts = (of: readonly (Block | Inline)[]): string[] =>
  of.flatMap((one) => {
    if ('text' in one) return [one.text]
    return 'items' in one ? one.items.flatMap((item) => texts(item.of)) : texts(one.of)
  })

function markedIn(body: string, word: string): string[] {
  const marks = [...body.matchAll(new RegExp(word, 'g'))].map(({ index }) => [
    index,
    index + word.length,
  ])
  const excerpt = excerptOf(body, marks)
  const piecesOf = marking(excerpt)
  const pieces = texts(blocksOf(excerpt.text)).flatMap(piecesOf)
  return pieces.flatMap(({ text, isMarked }) => (isMarked ? [text] : []))
}

test.for([
  ['**tea** and `tea` and ~~tea~~, https://example.org/tea', ['tea', 'tea', 'tea', 'tea']],
  ['> tea\n> and tea\nand tea', ['tea', 'tea', 'tea']],
  ['- tea\n  - tea\n1. tea', ['tea', 'tea', 'tea']],
  ['```\ntea\n  tea\n```\ntea', ['tea', 'tea', 'tea']],
  ['no coffee', []],
  [`${'coffee '.repeat(200)}tea${' coffee'.repeat(200)}`, ['tea']],
] as const)('marks stay on what matched when formatting is drawn: %s', ([body, marked]) => {
  expect(markedIn(body, 'tea')).toEqual(marked)
})

test('and on nothing else, whatever was written', () => {
  const part = fc.constantFrom(
    ...['x', 'x', 'o', ' ', '\n', '*', '**', '_', '`', '```\n', '> ', '- ', '~~', '1. ', '👍'],
  )
  const body = fc.array(part, { maxLength: 60 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(body, (text) => {
      const shown = texts(blocksOf(text)).join('')
      expect(markedIn(text, 'x').join('')).toBe(shown.replace(/[^x]/gu, ''))
    }),
    { numRuns: 300 },
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blocksOf } from '../../src/protocol/formatting/blocks.ts'
import type { Block, Inline } from '../../src/protocol/formatting/tree.ts'
import { wordsOf } from '../../src/protocol/formatting/words.ts'

/** A tree written out, so that what is expected can be read: `<b>`, `<i>`, `<s>`, `<c>`, `<a>`. */
const written = (blocks: readonly Block[]): string => blocks.map(block).join('')

function block(one: Block): string {
  if (one.kind === 'lines') return inline(one.of)
  if (one.kind === 'quote') return `<q>${written(one.of)}</q>`
  if (one.kind === 'gap') return `<gap>${one.text}</gap>`
  if (one.kind === 'code') return `<pre ${one.language}>${one.text}</pre>`
  return `<${one.ordered ? 'ol' : 'ul'}>${one.items.map(({ mark, of }) => `<li ${mark}>${written(of)}</li>`).join('')}</${one.ordered ? 'ol' : 'ul'}>`
}

const tags = { strong: 'b', em: 'i', strike: 's', code: 'c', link: 'a' }

const inline = (of: readonly Inline[]): string =>
  of
    .map((one) => {
      if (one.kind === 'text') return one.text
      return `<${tags[one.kind]}>${'of' in one ? inline(one.of) : one.text}</${tags[one.kind]}>`
    })
    .join('')

describe('formatting', () => {
  test.for([
    [
      '**bold** and *italic*, _italic_ and ~~gone~~',
      '<b>bold</b> and <i>italic</i>, <i>italic</i> and <s>gone</s>',
    ],
    ['***both***', '<b><i>both</i></b>'],
    ['**bold and *both* of it**', '<b>bold and <i>both</i> of it</b>'],
    ['*italic and **both***', '<i>italic and <b>both</b></i>'],
    [
      '**Note:** (*this*) "**that**", _so_!',
      '<b>Note:</b> (<i>this</i>) "<b>that</b>", <i>so</i>!',
    ],
    ['**two\nlines**', '<b>two\nlines</b>'],
    ['这是**重点**内容', '这是<b>重点</b>内容'],
    ['هذا **مهم** جدا', 'هذا <b>مهم</b> جدا'],
    ['`a * b * c` and `` a`b ``', '<c>a * b * c</c> and <c>a`b</c>'],
    ['**`x`**', '<b><c>x</c></b>'],
    ['**https://example.org/x**', '<b><a>https://example.org/x</a></b>'],
    ['_https://example.org/a_b_c/d*e_', '<i><a>https://example.org/a_b_c/d</a>*e</i>'],
    ['> said\n> twice\nanswered', '<q>said\ntwice\n</q>answered'],
    ['> a\n> > b\n> c', '<q>a\n<q>b\n</q>c</q>'],
    [
      '- a\n- **b**\n  - c\n- d',
      '<ul><li •>a\n</li><li •><b>b</b>\n<ul><li •>c\n</li></ul></li><li •>d</li></ul>',
    ],
    [
      'before\n1. a\n2. b\n\nafter',
      'before\n<ol><li 1.>a\n</li><li 2.>b\n</li></ol><gap>\n</gap>after',
    ],
    ['before\n\n> said\n\nafter', 'before\n<gap>\n</gap><q>said\n</q><gap>\n</gap>after'],
    ['> a\n \n> b', '<q>a\n</q><gap> \n</gap><q>b</q>'],
    ['> a\n\n\n\nb\n\nc', '<q>a\n</q><gap>\n</gap>\n\nb\n\nc'],
    ['7) a\n8) b', '<ol><li 7)>a\n</li><li 8)>b</li></ol>'],
    ['- a\n  ```js\n  let b\n  ```', '<ul><li •>a\n<pre js>let b</pre></li></ul>'],
    [
      'see\n```JS\nlet *a* = `b`\n\n  > c\n```\nend',
      'see\n<pre js>let *a* = `b`\n\n  > c\n</pre>end',
    ],
    ['````\n```\n````', '<pre >```</pre>'],
  ])('of %j', ([text, expected]) => {
    expect(written(blocksOf(text ?? ''))).toBe(expected)
  })

  test.for([
    '2 * 3 * 4',
    '2*3*4',
    'a*b*c',
    '2**3**4',
    'snake_case_name',
    '__init__',
    '__init__.py',
    ':-P',
    ':* and :*',
    '#1',
    '# not a heading',
    '1. That is how a sentence may begin.',
    '2019. What a year',
    '1. a\n3. b',
    '- ',
    '-1',
    '*',
    '**',
    '****',
    '*****',
    '_____',
    '~~~',
    '~5~',
    '> ',
    '>',
    '>_<',
    '>:(',
    '>>> print(1)',
    '->',
    'a > b',
    '(*_*)',
    '-_- and -_-',
    '¯\\_(ツ)_/¯',
    '"*" and "*"',
    '(*) and (_)',
    'src/**/*.ts and test/**/*.ts',
    '*args, **kwargs',
    '5* and 4*',
    '* a*',
    '* waves',
    '- - -',
    '\\*not\\*',
    '**never ended',
    '`never ended',
    'it’s 5` long',
    '```\nnever closed',
    '```js',
    '**a\n\nb**',
    '| a | b |\n|---|---|',
    '![a](https:/)',
    '[a](b)',
    '<b>a</b>',
    '&amp;',
    'a\n---',
    '---',
    '  two\n    four  \n\n\nlines',
    '~~',
    '* * *',
    '``',
    '` `',
    'a_b_ c',
    'f(*a, *b)',
    'x = *p * *q;',
  ])('leaves %j exactly as it was typed', (text) => {
    expect(blocksOf(text)).toEqual([{ kind: 'lines', of: [{ kind: 'text', text }] }])
  })

  test.for([
    ['**bold** `code` ~~gone~~ *unended', 'bold code gone *unended'],
    ['> said\n\n- a\n- **b**\n```js\nlet a\n```\n2 * 3', 'said\n\n• a\n• b\nlet a\n2 * 3'],
  ])('of %j is left out where it is told of in a line', ([text = '', words]) => {
    expect(wordsOf(text)).toBe(words)
  })

  test('goes five deep, and no deeper', () => {
    expect(written(blocksOf(`${'> '.repeat(7)}a`))).toBe(
      `${'<q>'.repeat(5)}> > a${'</q>'.repeat(5)}`,
    )
  })

  test('joins what stands in one kind of list, and begins another where the kind changes', () => {
    expect(written(blocksOf('- a\n* b\n* c\n1. d\n2. e'))).toBe(
      '<ul><li •>a\n</li></ul><ul><li •>b\n</li><li •>c\n</li></ul><ol><li 1.>d\n</li><li 2.>e</li></ol>',
    )
  })

  test('of more than 1500 parts is none', () => {
    const text = '*a* '.repeat(1000)
    expect(blocksOf(text)).toEqual([{ kind: 'lines', of: [{ kind: 'text', text }] }])
  })
})

/** Every sign that was written is drawn, or is a mark; in its order. */
const drawnOf = (blocks: readonly Block[]): string =>
  blocks
    .map((one) => {
      if (one.kind === 'lines') return drawnInline(one.of)
      if (one.kind === 'code' || one.kind === 'gap') return one.text
      if (one.kind === 'quote') return drawnOf(one.of)
      return one.items.map(({ of }) => drawnOf(of)).join('')
    })
    .join('')

const drawnInline = (of: readonly Inline[]): string =>
  of.map((one) => ('of' in one ? drawnInline(one.of) : one.text)).join('')

const noise = fc
  .array(
    fc.constantFrom(
      ...[
        '*',
        '**',
        '***',
        '_',
        '~~',
        '`',
        '``',
        '```',
        '```js',
        '>',
        '> ',
        '- ',
        '* ',
        '1. ',
        '2. ',
        '  ',
        '\t',
      ],
      ...[
        '\n',
        '\n\n',
        ' ',
        'a',
        'b',
        '漢',
        '🎉',
        '(',
        ')',
        'https://example.org/a_b',
        '[',
        '<b>',
        '\\',
      ],
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))

test('of any text, formatting takes away nothing but its own marks, and adds nothing', () => {
  fc.assert(
    fc.property(noise, (text) => {
      let rest = text
      for (const sign of drawnOf(blocksOf(text))) {
        const at = rest.indexOf(sign)
        expect(at, 'what is drawn was written, in this order').not.toBe(-1)
        expect(rest.slice(0, at), 'what is not drawn is a mark').toMatch(/^[*_~`>\s\d.)\-js]*$/)
        rest = rest.slice(at + sign.length)
      }
      expect(rest).toMatch(/^[*_~`>\sjs-]*$/)
    }),
    { numRuns: 500 },
  )
})

const walls: Record<string, (n: number) => string> = {
  stars: (n) => '*'.repeat(n),
  'stars that begin': (n) => ' *a'.repeat(n / 3),
  'stars that end': (n) => 'a* '.repeat(n / 3),
  'stars that do both': (n) => '*漢'.repeat(n / 2),
  'marks of all kinds that begin': (n) => ' *a **b _c ~~d ***e'.repeat(n / 20),
  'marks that cross': (n) => '*a _b* c_ '.repeat(n / 10),
  'marks without a word': (n) => '*_'.repeat(n / 2),
  brackets: (n) => '['.repeat(n),
  'links of other formats': (n) => '![a]('.repeat(n / 5),
  quotes: (n) => '>'.repeat(n),
  'quotes in quotes': (n) => '> '.repeat(n / 2),
  'lines of quotes': (n) => '> > a\n'.repeat(n / 6),
  backticks: (n) => '`'.repeat(n),
  'backticks of all lengths': (n) => {
    let text = ''
    for (let length = 1; text.length < n; length += 1) text += `${'`'.repeat(length)} `
    return text
  },
  'fences that are never closed': (n) => '```a\n'.repeat(n / 5),
  'fences of falling lengths': (n) => {
    let text = ''
    for (let length = Math.floor(Math.sqrt(2 * n)); length > 2; length -= 1)
      text += `${'`'.repeat(length)}a\n`
    return text
  },
  fences: (n) => '```\n'.repeat(n / 4),
  items: (n) => '- a\n'.repeat(n / 4),
  'items in items': (n) => '- '.repeat(n / 2),
  'items further and further in': (n) => {
    let text = ''
    for (let depth = 0; text.length < n; depth += 1) text += `${'  '.repeat(depth)}- a\n`
    return text
  },
  'numbers that do not go on': (n) => '1. a\n  b\n'.repeat(n / 9),
  tildes: (n) => '~~a '.repeat(n / 4),
  'empty lines': (n) => '\n'.repeat(n),
}

describe('a wall of', () => {
  const many = 100_000

  // What takes the square of it would take ten times as long as may be waited here.
  test.for(Object.entries(walls))(
    '%s, however high, is read at once',
    { timeout: 10_000 },
    ([, wall]) => {
      expect(drawnOf(blocksOf(wall(many), Number.POSITIVE_INFINITY)).length).toBeGreaterThan(0)
    },
  )
})

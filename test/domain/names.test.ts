import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limits } from '../../src/protocol/limits.ts'
import { nameKey, roomName, username } from '../../src/server/domain/names.ts'

/** The name that comes of what was typed, or undefined where it is refused. */
function kept(rule: (typed: string) => string, typed: string): string | undefined {
  try {
    return rule(typed)
  } catch {
    return undefined
  }
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'aA1 .-_\u0301\u200B\u202E\u0430\uFF21'), maxLength: 34 }),
)

describe.for([
  ['username', username, limits.username.max],
  ['room name', roomName, limits.roomName.max],
] as const)('any %s that is accepted', ([_, rule, max]) => {
  test('is within its limits and has nothing that cannot be seen', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const name = kept(rule, typed)
        if (name === undefined) return
        expect([...name].length).toBeLessThanOrEqual(max)
        expect(name.trim()).toBe(name)
        expect(name).not.toBe('')
        expect(name).not.toMatch(/[\p{Cc}\p{Cs}\u200B\u202A-\u202E\u2066-\u2069\uFEFF]/u)
      }),
      { numRuns: 2000 },
    )
  })

  test('is accepted again as it is, so that what is shown can be typed', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const name = kept(rule, typed)
        if (name !== undefined) expect(rule(name)).toBe(name)
      }),
      { numRuns: 2000 },
    )
  })

  test('is one name however it is composed, spaced or capitalised', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const name = kept(rule, typed)
        if (name === undefined) return
        const key = nameKey(name)
        expect(key).not.toBe('')
        for (const form of ['NFC', 'NFD'] as const) {
          const again = kept(rule, `  ${name.normalize(form)} `)
          expect(again === undefined ? key : nameKey(again)).toBe(key)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('two names are one', () => {
  test.for([
    ['Anna', 'anna'],
    ['admin', '\u0430dmin'],
    ['paypal', 'p\u0430yp\u0430l'],
    ['Jos\u00E9', 'Jose\u0301'],
    ['anna', '\uFF41\uFF4E\uFF4E\uFF41'],
    ['O\u2019Neil', "O'Neil"],
    ['scope', '\u0455\u0441\u043E\u0440\u0435'],
    ['bill', 'bi11'],
    ['moon', 'm00n'],
  ] as const)('%s and %s', ([one, other]) => {
    expect(nameKey(other)).toBe(nameKey(one))
  })
})

test.for([
  ['anna', 'anne'],
  ['Jose', 'Jos\u00E9'],
  ['Ольга', 'Олеся'],
  ['山田', '山本'],
])('%s and %s are two names', ([one = '', other = '']) => {
  expect(nameKey(other)).not.toBe(nameKey(one))
})

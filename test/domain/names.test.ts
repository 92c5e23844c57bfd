import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limits } from '../../src/protocol/limits.ts'
import confusables from '../../src/server/domain/confusables.json' with { type: 'json' }
import { readings } from '../../src/server/domain/look-alikes.ts'
import { roomName, username } from '../../src/server/domain/names.ts'
import { isBlank } from '../../src/server/domain/unseen.ts'
import { anyCharacter } from '../support/any-character.ts'

/** The name that comes of what was typed, or undefined where it is refused. */
function kept(rule: (typed: string) => string, typed: string): string | undefined {
  try {
    return rule(typed)
  } catch {
    return undefined
  }
}

const text = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 40 }),
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
        for (const reading of readings(name)) expect(reading).not.toBe('')
        for (const form of ['NFC', 'NFD'] as const) {
          const again = kept(rule, `  ${name.normalize(form)} `)
          if (again !== undefined) expect(areTwins(name, again)).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

/** Whether the second of two names is taken by the first. */
function areTwins(one: string, other: string): boolean {
  const ofOther = new Set(readings(other))
  return readings(one).some((reading) => ofOther.has(reading))
}

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
    ['lily', 'Iily'],
    ['TOM', '\u0422\u041E\u041C'],
    ['tom', '\u0422\u041E\u041C'],
    ['Tom', '\u1D1B\u1D0F\u1D0D'],
    ['susan', 'S\u1D1C\uA731\u1D00\u0274'],
    ['AIDa', 'alda'],
    ['Straße', 'STRASSE'],
    ['modern', 'modem'],
    ['ann x', 'ann\u3000x'],
    ['Anna', 'An\u034Fna'],
    ['Anna', 'Anna\u3164'],
    ['علیرضا', 'علی\u200Cرضا'],
  ] as const)('%s and %s', ([one, other]) => {
    expect(areTwins(one, other)).toBe(true)
    expect(areTwins(other, one)).toBe(true)
  })
})

test.for([
  ['anna', 'anne'],
  ['Aida', 'Alda'],
  ['bill', 'biil'],
  ['Jose', 'Jos\u00E9'],
  ['Ольга', 'Олеся'],
  ['山田', '山本'],
])('%s and %s are two names', ([one = '', other = '']) => {
  expect(areTwins(one, other)).toBe(false)
})

/** Of Unicode's table of look-alikes, as pairs of texts; parts of letters as names keep them. */
const pairs = Object.entries(confusables.sourcesByLook).flatMap(([look, sources]) =>
  sources
    .split(' ')
    .map((source) => [fromHex(source), fromHex(look)] as const)
    .filter(([source]) => source.normalize('NFC') === source),
)

function fromHex(text: string): string {
  return text
    .split('+')
    .map((point) => String.fromCodePoint(Number.parseInt(point, 16)))
    .join('')
}

test('no character of Unicode’s table makes a second name of what it looks like', () => {
  expect(confusables.unicode).toBe(process.versions.unicode)
  expect(pairs.length).toBeGreaterThan(5500)
  const apart = pairs.filter(([source, look]) => !areTwins(`x${source}y`, `x${look}y`))
  expect(apart).toEqual([])
})

/** Every character that Unicode calls ignorable by default, and those that are blank without it. */
const unseen = Array.from({ length: 0x11_0000 }, (_, point) => point)
  .filter((point) => point < 0xd800 || point > 0xdfff)
  .map((point) => String.fromCodePoint(point))
  .filter((sign) =>
    /[\p{Default_Ignorable_Code_Point}\u2800\uFFFC\u{1D159}\u{13441}\u{13442}\u{16FE4}]/u.test(
      sign,
    ),
  )

describe('a character that nobody sees', () => {
  test.for([
    ['username', username],
    ['room name', roomName],
  ] as const)('makes no other %s, wherever it stands', ([_, rule]) => {
    expect(unseen.length).toBeGreaterThan(4000)
    const others = unseen.flatMap((sign) =>
      [`An${sign}na`, `Anna${sign}`, `${sign}Anna`, `An${sign}${sign}na`]
        .map((typed) => kept(rule, typed))
        .filter((name) => name !== undefined && name !== 'Anna'),
    )
    expect(others).toEqual([])
  })

  test('is no message by itself, and no message together with others', () => {
    expect(unseen.filter((sign) => !isBlank(`${sign} ${sign}\n`))).toEqual([])
    expect(isBlank(unseen.join(''))).toBe(true)
    expect(isBlank(`${unseen.join('')}.`)).toBe(false)
  })
})

describe('a joiner stands where a script or an emoji needs it', () => {
  test.for(['ᠮᠣᠩᠭᠣᠯ\u180Eᠠ', 'علی\u200Cرضا', 'ශ්\u200Dරී', 'ക്\u200D', 'র\u200D্যাব', 'क्\u200Cष'])(
    'as in %s',
    (name) => {
      expect(username(name)).toBe(name)
      expect(roomName(name)).toBe(name)
    },
  )

  test.for([
    '👩\u200D👩\u200D👧 home',
    '❤️ us',
    '1️⃣ first',
    '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} England',
  ])('as in the room %s', (name) => {
    expect(roomName(name)).toBe(name)
  })

  test.for([
    'an\u200Dna',
    'an\u200Cna',
    'an\u180Ena',
    '1\u200D2',
    'A\u200D',
    '\u200DA',
    'тo\u200Cм',
    '山\u200D田',
  ])('and not as in %j', (name) => {
    expect(kept(username, name)).toBeUndefined()
    expect(kept(roomName, name)).toBeUndefined()
  })

  test('nor between an emoji and a digit', () => {
    expect(kept(roomName, '👩\u200D1')).toBeUndefined()
    expect(kept(roomName, '🏴\u{E0067}')).toBeUndefined()
  })
})

test.for(['Marcel·la', 'トム・ハンクス', 'ג׳ורג׳', 'צה״ל', 'རྡོ་རྗེ', 'Jean‐Luc', 'Անի֊Մարի'])(
  '%s has what its script puts between letters',
  (name) => {
    expect(username(name)).toBe(name)
    expect(areTwins(name, name.replaceAll('・', '·').replaceAll('‐', '-'))).toBe(true)
  },
)

test.for(['Jean֊Luc', 'Jean־Luc', 'O׳Brien', 'An״na', 'a་b', '李֊明'])(
  'none has it between the letters of another, as in %s',
  (name) => {
    expect(kept(username, name)).toBeUndefined()
  },
)

test.for(['·anna', 'anna·', 'トム・', 'anna׳', '׳ג', 'རྡོ་'])(
  'and none has it at an end, as in %s',
  (name) => {
    expect(kept(username, name)).toBeUndefined()
  },
)

test.for(['李', '이', 'イ', 'あ'])('%s is a name of one letter', (name) => {
  expect(username(name)).toBe(name)
})

test.for(['a', 'é', 'Я', '1', 'ب'])('%s is too short for a name', (name) => {
  expect(kept(username, name)).toBeUndefined()
})

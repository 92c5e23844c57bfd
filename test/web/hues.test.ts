import { describe, expect, test } from 'vitest'
import { createHues, hueOf, spread } from '../../src/web/app/hues.ts'

const person = (name: string) => ({ id: `id-${name}`, username: name })
const people = (count: number, name = 'anna') =>
  Array.from({ length: count }, (_, n) => person(`${name}${n}`))
const huesOf = (given: ReadonlyMap<string, number>, users: { id: string }[]) =>
  users.map(({ id }) => given.get(id))

/** Storage as two windows of one browser share it. */
function aBrowser() {
  const kept = new Map<string, string>()
  return {
    kept,
    get: (name: string) => kept.get(name) ?? null,
    clear: (prefix: string) => {
      for (const name of kept.keys()) if (name.startsWith(prefix)) kept.delete(name)
    },
    all: () => [],
    set: (name: string, value: string) => void kept.set(name, value),
    remove: (name: string) => void kept.delete(name),
  }
}

describe('the hues of people', () => {
  test('spread evenly over names', () => {
    const counts = new Array<number>(12).fill(0)
    const names = ['Anna', 'Ben', 'Łucja', '李', 'علي', 'mouse'].flatMap((name) =>
      Array.from({ length: 1000 }, (_, n) => `${name} ${n}`),
    )
    for (const name of names) counts[hueOf(name)] = (counts[hueOf(name)] ?? 0) + 1
    // Chi-square with 11 degrees of freedom; more than 31.3 has a chance of one in a thousand.
    const expected = names.length / 12
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    expect(chiSquare).toBeLessThan(31.3)
  })

  test('are of their own for up to twelve inside a room, whatever their names', () => {
    for (let start = 0; start < 200; start += 1) {
      const inside = people(12, `person ${start} `)
      expect(new Set(huesOf(spread(new Map(), inside, []), inside)).size).toBe(12)
    }
  })

  test('are shared by as few as can be when there are more', () => {
    const inside = people(30)
    const hues = huesOf(spread(new Map(), inside, []), inside)
    const counts = Array.from({ length: 12 }, (_, hue) => hues.filter((it) => it === hue).length)
    expect(Math.max(...counts)).toBe(3)
    expect(Math.min(...counts)).toBe(2)
  })

  test('stay what they are when others come and go, even if whoever had the same has left', () => {
    const all = people(12)
    let given: ReadonlyMap<string, number> = new Map()
    const seen = new Map<string, number | undefined>()
    for (let count = 1; count <= 12; count += 1) {
      given = spread(given, all.slice(0, count), [])
      for (const { id } of all.slice(0, count)) {
        if (seen.has(id)) expect(given.get(id)).toBe(seen.get(id))
        seen.set(id, given.get(id))
      }
    }
    given = spread(given, all.slice(6), all.slice(0, 6))
    expect(huesOf(given, all)).toEqual([...seen.values()])
  })

  test('leave those inside theirs, however many others have spoken', () => {
    const spoke = people(100, 'once here ')
    const inside = people(12)
    const given = spread(spread(new Map(), [], spoke), inside, spoke)
    expect(new Set(huesOf(given, inside)).size).toBe(12)
    expect(huesOf(given, spoke)).toEqual(huesOf(spread(new Map(), [], spoke), spoke))
  })

  test('are told apart when two come together who had the same', () => {
    const [first, second] = [person('a'), person('b')]
    const given = spread(new Map([first, second].map(({ id }) => [id, 3])), [first, second], [])
    expect(given.get(first.id)).toBe(3)
    expect(given.get(second.id)).not.toBe(3)
  })

  test('are the same in a second window that comes later', () => {
    for (let start = 0; start < 50; start += 1) {
      const storage = aBrowser()
      const all = people(10, `window ${start} `)
      const [first, second] = [createHues({ storage }), createHues({ storage })]
      for (let count = 1; count <= 10; count += 1)
        first.share('tea', all.slice(0, count).reverse(), [])
      second.share('tea', all, [])
      expect(all.map(second.of)).toEqual(all.map(first.of))
    }
  })

  test('are forgotten at a log-out, with the ids of people and rooms', () => {
    const storage = aBrowser()
    const hues = createHues({ storage })
    const all = people(12)
    hues.share('tea', all, [])
    hues.share('books', all.toReversed(), [])
    expect([...storage.kept.keys()]).toEqual(['hues/tea', 'hues/books'])
    hues.empty()
    expect([...storage.kept]).toEqual([])
    expect(all.map(hues.of)).toEqual(all.map(({ username }) => hueOf(username)))
  })

  test('are those of names where nobody is around', () => {
    const hues = createHues({ storage: aBrowser() })
    expect(hues.of(person('anna'))).toBe(hueOf('anna'))
  })
})

/** What waits, by whom it is for: taken from each in turn, so that whoever has much waiting keeps nobody else. */
export interface Round<T> {
  add(who: string, one: T): void
  /** What waits for them, the oldest first. */
  of(who: string): readonly T[]
  /** Takes the next. @param served who had their turn just now: others come first. */
  take(served?: string): { who: string; one: T } | undefined
  /** Takes back the newest of whoever has most. */
  takeBack(): T | undefined
  most(): number
}

export function createRound<T>(): Round<T> {
  /** The one whose turn is next comes first. */
  const waiting = new Map<string, T[]>()

  const longest = () =>
    waiting.entries().reduce((a, b) => (b[1].length > a[1].length ? b : a), ['', [] as T[]])

  return {
    add(who, one) {
      const own = waiting.get(who)
      if (own) own.push(one)
      else waiting.set(who, [one])
    },
    of: (who) => waiting.get(who) ?? [],
    take(served) {
      const who = waiting.keys().find((one) => one !== served) ?? served ?? ''
      const [one, ...others] = waiting.get(who) ?? []
      if (one === undefined) return undefined
      // To the end of the round, or out of it.
      waiting.delete(who)
      if (others.length > 0) waiting.set(who, others)
      return { who, one }
    },
    takeBack() {
      const [who, own] = longest()
      const one = own.pop()
      if (own.length === 0) waiting.delete(who)
      return one
    },
    most: () => longest()[1].length,
  }
}

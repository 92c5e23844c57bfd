/**
 * Begins what people ask for so that nobody's many requests take a whole turn of the event loop: in each
 * turn one of a person is begun, whatever came on how many connections; of those that wait, one in all,
 * of each person in turn. Between two of them everybody else's polls are answered. Else sixteen
 * connections of one account, asking for a millisecond's work each, would have everybody wait for all
 * sixteen, again and again.
 */
export interface OneATurn {
  /** @param who the person, or the address, that it is counted for. */
  begin(who: string, start: () => void): void
}

/** @param nextTurn calls back in the next turn of the event loop, once what is there was read. */
export function createOneATurn(nextTurn: (call: () => void) => unknown = setImmediate): OneATurn {
  /** Who has begun something since the event loop last turned. */
  const begun = new Set<string>()
  /** The one whose turn is next comes first. */
  const waiting = new Map<string, (() => void)[]>()

  function begin(who: string): void {
    if (begun.size === 0) nextTurn(goOn)
    begun.add(who)
  }

  function goOn(): void {
    begun.clear()
    for (const [who, starts] of waiting) {
      const start = starts.shift()
      // To the end of the round, or out of it.
      waiting.delete(who)
      if (starts.length > 0) waiting.set(who, starts)
      begin(who)
      start?.()
      return
    }
  }

  return {
    begin(who, start) {
      const own = waiting.get(who)
      if (own) own.push(start)
      else if (begun.has(who)) waiting.set(who, [start])
      else {
        begin(who)
        start()
      }
    },
  }
}

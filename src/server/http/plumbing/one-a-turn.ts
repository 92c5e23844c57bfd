import { createRound } from '../../domain/round.ts'

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
  const waiting = createRound<() => void>()

  function note(who: string): void {
    if (begun.size === 0) nextTurn(goOn)
    begun.add(who)
  }

  function goOn(): void {
    begun.clear()
    const next = waiting.take()
    if (!next) return
    note(next.who)
    next.one()
  }

  return {
    begin(who, start) {
      if (begun.has(who) || waiting.of(who).length > 0) return waiting.add(who, start)
      note(who)
      start()
    },
  }
}

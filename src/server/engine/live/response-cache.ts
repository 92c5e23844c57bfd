/** An answer that is kept for others who stand at the same place. */
export interface CachedResponse {
  kind: 'body'
  body: string
  /** Whether there is more than it holds. */
  more: boolean
}

/** Answers by the cursor that they answer. */
export interface ResponseCache {
  get(after: string): CachedResponse | undefined
  keep(after: string, answer: CachedResponse): void
  clear(): void
}

/**
 * Readers mostly stand at few places, so their answers are kept; forged cursors stand at many, so
 * what is kept has a bound.
 * @param maxLength of all bodies together, in UTF-16 code units.
 */
export function createResponseCache(maxLength: number): ResponseCache {
  const answers = new Map<string, CachedResponse>()
  let length = 0

  function clear(): void {
    answers.clear()
    length = 0
  }

  return {
    get: (after) => answers.get(after),
    keep(after, answer) {
      const more = after.length + answer.body.length
      if (more > maxLength) return
      if (length + more > maxLength) clear()
      length += more
      answers.set(after, answer)
    },
    clear,
  }
}

/** An answer that is kept for others who stand at the same place. */
export interface Kept {
  kind: 'body'
  body: string
  /** Whether there is more than it holds. */
  more: boolean
}

/** Answers by the cursor that they answer. */
export interface Answers {
  get(after: string): Kept | undefined
  keep(after: string, answer: Kept): void
  clear(): void
}

/**
 * Readers mostly stand at few places, so their answers are kept; forged cursors stand at many, so
 * what is kept has a bound.
 * @param maxLength of all bodies together, in UTF-16 code units.
 */
export function createAnswers(maxLength: number): Answers {
  const answers = new Map<string, Kept>()
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

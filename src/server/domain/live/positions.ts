/**
 * Numbers what a process learns of what lists of rooms show: of rooms, and of read markers. Whoever was
 * told all up to a position is told what came after it.
 */
export interface Positions {
  /** The last one that was given. */
  newest(): number
  next(): number
}

/** Nothing stands here: who was told nothing yet, because there is nothing, was told all up to it. */
export const beginning = 1

export function createPositions(): Positions {
  let last = beginning
  return {
    newest: () => last,
    next() {
      last += 1
      return last
    },
  }
}

import type { TestContext } from 'vitest'

/** Skips with a reason that is printed: nothing is left out silently. */
export function skipBecause(skip: TestContext['skip'], reason: string | undefined): void {
  if (reason === undefined) return
  console.warn(`Skipped: ${reason}.`)
  skip(reason)
}

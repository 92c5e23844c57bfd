/**
 * Calls `run` once, `ms` from now, unless the function that it returns is called before. Passed in,
 * so that a simulation can bring its own time.
 */
export type After = (ms: number, run: () => void) => () => void

export const after: After = (ms, run) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

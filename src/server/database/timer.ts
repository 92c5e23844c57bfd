/**
 * Calls `run` once, `ms` from now, unless the function that it returns is called before. Passed in,
 * so that a simulation can bring its own time.
 */
export type After = (ms: number, run: () => void) => () => void

export const after: After = (ms, run) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/**
 * Calls `run` again and again, `ms` apart, until the function that it returns is called. What `run`
 * throws, or rejects with, goes to `failed`: a timer has no caller, so else it would end the process.
 */
export function every(
  ms: number,
  run: () => void | Promise<void>,
  failed: (error: unknown) => void,
): () => void {
  const timer = setInterval(async () => {
    try {
      await run()
    } catch (error) {
      failed(error)
    }
  }, ms)
  return () => clearInterval(timer)
}

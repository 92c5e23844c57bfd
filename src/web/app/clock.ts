/** Time as the loops see it. A simulation brings its own. */
export type Clock = {
  /** Milliseconds since the epoch; only ever shown or compared with itself. */
  now(): number
  /** Calls `run` once, `ms` from now, unless the function it returns is called before. */
  after(ms: number, run: () => void): () => void
}

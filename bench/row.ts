import type { Cores } from './machine.ts'
import type { Generator, Running, ServerOptions } from './processes.ts'
import type { World } from './worlds.ts'

/** What every row has to work with. */
export interface Bench {
  cores: Cores
  generator: Generator
  /** A time in seconds, shorter when the run is to be quick. */
  seconds(full: number): number
  /** A database of this kind in a directory of its own; made at its first use in a run. */
  world(size: { people: number; rooms: number; messages: number }): Promise<World>
  parlor(world: World, options?: ServerOptions): Promise<Running>
  bareHttp(): Promise<Running>
}

/** One line of the table. */
export interface Line {
  what: string
  target: string
  measured: string
  /** Undefined: there is nothing to hold it against, or no way to measure it here. */
  pass: boolean | undefined
}

export interface Outcome {
  lines: Line[]
  /** Everything that was measured, for the JSON. */
  numbers: object
}

export interface Row {
  name: string
  measure(bench: Bench): Promise<Outcome>
}

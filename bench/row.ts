import type { Cores } from './machine.ts'
import type { Generator, Running, ServerOptions } from './processes.ts'
import type { Size, World } from './worlds.ts'

/** What every row has to work with. */
export interface Bench {
  cores: Cores
  generator: Generator
  /** A time in seconds, shorter when the run is to be quick. */
  seconds(full: number): number
  /** Whether the run is to be quick, and rough. */
  quick: boolean
  /** What a row with many lines measures this time. */
  part: Part
  /** Where databases are kept, and removed when the run is over. */
  data: string
  /** A database of this kind in a directory of its own; made at its first use in a run. */
  world(...sizes: Size[]): Promise<World>
  /** Another generator, for load besides the one that is measured. */
  anotherGenerator(options?: { yields: boolean }): Promise<Generator>
  parlor(world: World, options?: ServerOptions): Promise<Running>
  bareHttp(): Promise<Running>
}

/** The `number`-th of so many, from 1 on. */
export interface Part {
  number: number
  of: number
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

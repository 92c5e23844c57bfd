/** Something that must hold did not. */
export class Breach extends Error {}

/** @param invariant the property of `docs/guarantees.md` that was broken */
export function breach(invariant: string, what: string): Breach {
  return new Breach(`${invariant} is broken: ${what}`)
}

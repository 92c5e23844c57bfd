/** Something that must hold did not. */
export class Breach extends Error {}

/** @param law the property of `docs/guarantees.md` that was broken */
export function breach(law: string, what: string): Breach {
  return new Breach(`${law} is broken: ${what}`)
}

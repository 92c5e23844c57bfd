import type { Clock } from '../../src/web/app/clock.ts'

/** What modules of the page are given where there is no page around them. */

/** The time as it is, or as the test has it go. */
export const timers: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** What the browser keeps of texts; the next page finds it in `stored`. */
export function storageIn(stored: Map<string, string>) {
  return {
    all: (prefix: string) =>
      [...stored].filter(([name]) => name.startsWith(prefix)).map(([, value]) => value),
    set: (name: string, value: string) => void stored.set(name, value),
    remove: (name: string) => void stored.delete(name),
  }
}

/** For messages without files. */
export const noFiles = {
  uploaded: async () => ({
    ok: false as const,
    refusal: { code: 'unreachable' as const, title: '', errors: [] },
  }),
  again() {},
  forget() {},
}

/** There is no other window. */
export const noOtherWindow = {
  exclusively: <T>(_name: string, work: () => Promise<T>): Promise<T> => work(),
}

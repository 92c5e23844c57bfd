/**
 * Loads things from the database while commits go on. What is published during a load is kept, and
 * handed to the loaded thing before anyone sees it: nothing falls between the read and the stream.
 */
export interface Loader<T, Change> {
  /** Loads `key`, once for all who ask at the same time. */
  load(key: string): Promise<T>
  /** To be called with every published change. */
  published(change: Change): void
  /** Waits for the loads that are under way: whatever they found was read before. */
  settled(): Promise<void>
}

export function createLoader<T, Change>(
  read: (key: string) => Promise<T>,
  settle: (key: string, loaded: T, missed: Change[]) => void,
): Loader<T, Change> {
  const underWay = new Map<string, { promise: Promise<T>; missed: Change[] }>()

  async function start(key: string, missed: Change[]): Promise<T> {
    try {
      const loaded = await read(key)
      settle(key, loaded, missed)
      return loaded
    } finally {
      underWay.delete(key)
    }
  }

  return {
    load(key) {
      const known = underWay.get(key)
      if (known) return known.promise
      const missed: Change[] = []
      const promise = start(key, missed)
      underWay.set(key, { promise, missed })
      return promise
    },
    published(change) {
      for (const load of underWay.values()) load.missed.push(change)
    },
    settled: async () => {
      await Promise.allSettled([...underWay.values()].map(({ promise }) => promise))
    },
  }
}

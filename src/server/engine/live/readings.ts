/**
 * Has things read anew, one read at a time: whoever asks while one is under way shares the next. It
 * resolves when everything that was committed before the call is read; it throws when that read does.
 * With no keys, it waits for the reads that are under way.
 */
export function createReadings<K>(
  read: (keys: K[]) => Promise<void>,
): (keys: Iterable<K>) => Promise<void> {
  let wanted = new Set<K>()
  let current: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined

  async function round(): Promise<void> {
    const keys = [...wanted]
    wanted = new Set()
    next = undefined
    if (keys.length > 0) await read(keys)
  }

  return (keys) => {
    for (const key of keys) wanted.add(key)
    next ??= current = current.then(round, round)
    return next
  }
}

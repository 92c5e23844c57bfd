import pg from 'pg'

export type Traffic = ReturnType<typeof watchTraffic>

/**
 * Watches all connections to PostgreSQL that this process makes: what has been asked, and not wholly
 * answered yet. The driver has no place to ask this, so its class is wrapped until the watch ends.
 * @param except a connection that does not count
 */
export function watchTraffic(except: pg.Client) {
  const connecting = new Set<pg.Client>()
  const asking = new Set<pg.Client>()
  /** They refuse at once whatever is asked. */
  const ended = new WeakSet<pg.Client>()
  let moves = 0
  let next = Promise.withResolvers<void>()

  const moved = (): void => {
    moves += 1
    next.resolve()
    next = Promise.withResolvers()
  }

  const begins = (client: pg.Client, set: Set<pg.Client>, ends: 'connect' | 'drain'): void => {
    if (client === except || set.has(client) || ended.has(client)) return
    set.add(client)
    moved()
    const over = (): void => {
      client.off(ends, over)
      client.off('end', over)
      set.delete(client)
      moved()
    }
    client.on(ends, over)
    client.on('end', over)
  }

  const { prototype } = pg.Client
  const { connect, query } = prototype
  Object.assign(prototype, {
    connect(this: pg.Client, ...args: unknown[]) {
      begins(this, connecting, 'connect')
      this.once('end', () => ended.add(this))
      return Reflect.apply(connect, this, args)
    },
    query(this: pg.Client, ...args: unknown[]) {
      begins(this, asking, 'drain')
      return Reflect.apply(query, this, args)
    },
  })

  return {
    /** On how many connections an answer is awaited. */
    underWay: () => connecting.size + asking.size,
    /** Rises whenever something is asked, or wholly answered. */
    moves: () => moves,
    /** Resolves with the next of these moves. */
    nextMove: () => next.promise,
    end: () => void Object.assign(prototype, { connect, query }),
  }
}

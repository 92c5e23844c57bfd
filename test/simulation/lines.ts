import type { Line, LineEvents } from '../../src/server/engine/feed/postgres-line.ts'
import type { Network, Packet } from './network.ts'

/** After this, in ms, a line that broke is there again: see `src/server/engine/feed/postgres-line.ts`. */
const reconnectAfter = 500

/** A process of the server, as its line is used. */
interface Owner {
  name: string
  processId: string
  isAlive(): boolean
  after(ms: number, run: () => void): void
}

interface Listening {
  owner: Owner
  /** What PostgreSQL calls the connection. */
  backend: number
  queue: Packet[]
  events: LineEvents
}

export type Lines = ReturnType<typeof createLines>

/**
 * What the processes of the server tell each other through PostgreSQL. Whoever listens gets
 * everything in the order in which it was said, but late; and loses what was on its way, and what is
 * said until it is back, when its connection breaks.
 */
export function createLines(network: Network) {
  const listening = new Map<string, Listening>()
  let backends = 0

  function drop(processId: string): void {
    for (const packet of listening.get(processId)?.queue ?? []) network.take(packet)
    listening.delete(processId)
  }

  function open(owner: Owner, events: LineEvents, isFirst: boolean): void {
    if (!owner.isAlive()) return
    backends += 1
    listening.set(owner.processId, { owner, backend: backends, queue: [], events })
    events.onOpen(isFirst)
  }

  return {
    open(owner: Owner, events: LineEvents): Line {
      const isOpen = () => listening.has(owner.processId)
      owner.after(0, () => open(owner, events, true))
      return {
        isOpen,
        async notify(payload) {
          const own = listening.get(owner.processId)
          if (!own) return
          for (const [to, { owner: receiver, queue, events }] of listening) {
            if (to === owner.processId) continue
            const packet: Packet = {
              kind: 'word',
              about: `word of ${owner.name} to ${receiver.name}`,
              isAwake: () => queue[0] === packet,
              hear() {
                queue.shift()
                events.onNotification(payload, own.backend)
              },
            }
            queue.push(packet)
            network.send(packet)
          }
        },
        listeners: async () => {
          if (!isOpen()) return undefined
          const others = [...listening].filter(([id]) => id !== owner.processId)
          return new Map(others.map(([id, { backend }]) => [backend, id]))
        },
        close: async () => drop(owner.processId),
      }
    },

    /** The connection over which a process listens breaks, and is made anew a little later. */
    breakOff(processId: string): void {
      const line = listening.get(processId)
      drop(processId)
      if (!line) return
      const { owner, events } = line
      owner.after(reconnectAfter, () => open(owner, events, false))
    },

    /** The process is gone. */
    drop,
  }
}

import type { Fetch } from '../../src/web/app/api.ts'

/** A request as the server gets it. */
export interface Call {
  method: string
  path: string
  headers: Record<string, string>
  body?: string
}

/** An answer as the client gets it. */
export interface Reply {
  status: number
  headers: Record<string, string>
  text: string
}

/** Why a request came to nothing that the client can see. */
export type Broken = 'refused' | 'broken'

/** One request of a page, and the way back. */
export interface Exchange {
  number: number
  /** Who asks, for the story: “anna’s laptop, window 1”. */
  from: string
  call: Call
  /** Gives the page its answer; only the first one counts. */
  settle(reply: Reply | Broken): void
  isOver(): boolean
  /** A machine that sleeps takes nothing in. */
  isAwake(): boolean
}

export type Packet =
  | { kind: 'request'; exchange: Exchange }
  | { kind: 'reply'; exchange: Exchange; reply: Reply | Broken }
  /** From one window of a browser, or process of the server, to another: late, but not for the network to lose. */
  | { kind: 'word'; about: string; isAwake: () => boolean; hear: () => void }

export type Network = ReturnType<typeof createNetwork>

/** Everything that is on its way. What becomes of each packet, and when, is for the story to say. */
export function createNetwork(sent: (exchange: Exchange, waiting: Exchange[]) => void) {
  let packets: Packet[] = []
  let exchanges: Exchange[] = []
  let numbers = 0
  /** So many of the packets stand where they stay. */
  let sorted = 0

  return {
    /** What can arrive just now, in the order in which it was sent. */
    arriving: () => packets.filter((packet) => canArrive(packet)),

    /** Packets between pages and the server, which a network may lose, double or break off. */
    unreliable: () => packets.filter((packet) => packet.kind !== 'word'),

    send: (packet: Packet): void => void packets.push(packet),

    /** A step is over: what was sent in it is put in an order that does not depend on who was faster. */
    sort(): void {
      const news = packets.slice(sorted).toSorted((a, b) => numberOf(a) - numberOf(b))
      packets = packets.slice(0, sorted).concat(news)
      sorted = packets.length
    },

    take(packet: Packet): void {
      if (packets.indexOf(packet) < sorted) sorted -= 1
      packets = packets.filter((each) => each !== packet)
    },

    /** The `fetch` of one page. */
    fetchFor(page: { name: string; cookie: string; isOpen(): boolean; isAwake(): boolean }): Fetch {
      return (path, { method, headers, body, signal }) =>
        new Promise((resolve, reject) => {
          // A page that is gone hears nothing any more.
          if (!page.isOpen()) return
          let over = false
          numbers += 1
          const exchange: Exchange = {
            number: numbers,
            from: page.name,
            call: {
              method,
              path,
              headers: { ...headers, cookie: page.cookie },
              ...(typeof body === 'string' && { body }),
            },
            isOver: () => over || !page.isOpen(),
            isAwake: page.isAwake,
            settle(reply) {
              if (over || !page.isOpen()) return
              over = true
              if (typeof reply === 'string') reject(new TypeError(`connection ${reply}`))
              else resolve(responseOf(reply))
            },
          }
          signal?.addEventListener('abort', () => exchange.settle('broken'))
          const open = exchanges.filter((each) => !each.isOver())
          exchanges = open.concat(exchange)
          packets.push({ kind: 'request', exchange })
          const { cookie } = page
          sent(
            exchange,
            open.filter(({ call }) => call.headers.cookie === cookie),
          )
        })
    },

    /** Requests whose page still waits for an answer. */
    open: () => exchanges.filter((exchange) => !exchange.isOver()),
  }
}

/** Whose window asks. */
export const ownerOf = ({ from }: Pick<Exchange, 'from'>): string => from.split('’')[0] ?? ''

function numberOf(packet: Packet): number {
  return packet.kind === 'word' ? Number.MAX_SAFE_INTEGER : packet.exchange.number
}

/** A packet in the words of a story. */
export function nameOf(packet: Packet): string {
  switch (packet.kind) {
    case 'word':
      return packet.about
    case 'request':
      return `request ${callName(packet.exchange)}`
    case 'reply': {
      const { reply } = packet
      const what = typeof reply === 'string' ? reply : reply.status
      return `reply ${what} to ${callName(packet.exchange)}`
    }
    default:
      return packet satisfies never
  }
}

function callName({ number, from, call }: Exchange): string {
  const text = call.body?.match(/«[^»]*»/)?.[0]
  return `#${number} ${call.method} ${call.path}${text ? ` ${text}` : ''} of ${from}`
}

function canArrive(packet: Packet): boolean {
  switch (packet.kind) {
    case 'request':
      return true
    case 'reply':
      return packet.exchange.isAwake()
    case 'word':
      return packet.isAwake()
    default:
      return packet satisfies never
  }
}

function responseOf({ status, headers, text }: Reply): Awaited<ReturnType<Fetch>> {
  return {
    ok: status >= 200 && status < 300,
    status,
    headers: { get: (name) => headers[name.toLowerCase()] ?? null },
    json: async () => JSON.parse(text),
  }
}

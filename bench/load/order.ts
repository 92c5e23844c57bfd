import type { Changes } from '../../src/protocol/changes.ts'
import type { Message } from '../../src/protocol/messages.ts'

/** What an answer to a poll says, as far as its reader needs it. */
export interface Page {
  cursor: string
  more: boolean
  /** The `seq` of the first and the last message; undefined if there is none. */
  span?: { first: number; last: number }
}

/** Answers that are remembered, so that one that goes to a thousand readers is read once. */
const remembered = 2000

/** Holds what readers saw against the order guarantee: one log, without gaps, for all of them. */
export function createOrderCheck() {
  const rooms = new Map<string, Map<number, string>>()
  const pages = new Map<string, { body: Buffer; page: Page }>()
  const violations: string[] = []

  function read(roomId: string, body: Buffer): Page {
    const { cursor, more, messages }: Changes = JSON.parse(body.toString())
    for (const [i, message] of messages.entries()) {
      const before = messages[i - 1]
      if (before && message.seq !== before.seq + 1) violate(`${before.seq}, then ${message.seq}`)
      place(roomId, message)
    }
    const first = messages[0]?.seq
    const last = messages.at(-1)?.seq
    return { cursor, more, ...(first && last && { span: { first, last } }) }
  }

  /** A place holds one message, whoever looks. */
  function place(roomId: string, { seq, id, key }: Message): void {
    const room = rooms.get(roomId) ?? new Map<number, string>()
    rooms.set(roomId, room)
    const known = room.get(seq)
    if (known !== undefined && known !== `${id} ${key}`) violate(`two messages at ${seq}`)
    room.set(seq, `${id} ${key}`)
  }

  function violate(what: string): void {
    violations.push(what)
  }

  return {
    violations,
    violate,
    place,
    /** What the answer to a poll after `cursor` says. */
    page(roomId: string, cursor: string, body: Buffer): Page {
      const at = `${roomId} ${cursor}`
      const known = pages.get(at)
      if (known?.body.equals(body)) return known.page
      const page = read(roomId, body)
      if (pages.size >= remembered) pages.clear()
      pages.set(at, { body: Buffer.from(body), page })
      return page
    },
  }
}

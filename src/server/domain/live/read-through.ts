import type { Message } from '../../../protocol/messages.ts'
import { Refusal } from '../../../protocol/refusal.ts'
import type { Room } from '../../../protocol/rooms.ts'
import type { Database } from '../../database/database.ts'
import { whyThereIsNoRoom } from '../../engine/log.ts'
import type { Tail } from '../kinds.ts'
import type { LivePerson } from './live-person.ts'
import type { Memory } from './memory.ts'

export type ReadThrough = ReturnType<typeof createReadThrough>

/**
 * Finds a person's room in memory. What memory does not have may be new from another process, so
 * before anything is refused it catches up with them once.
 */
export function createReadThrough(
  database: Database,
  { people, tails, directory, catchUp }: Memory,
) {
  /** The tail of a room that the person is in. */
  async function roomInside(person: LivePerson, roomId: string): Promise<Tail> {
    const tail = await livingRoom(roomId)
    if (tail.view.presence.holds(person.id)) return tail
    // Another process may have let them in.
    await catchUp([roomId])
    const now = await livingRoom(roomId)
    if (!now.view.presence.holds(person.id)) throw new Refusal('not_in_room')
    return now
  }

  async function livingRoom(roomId: string): Promise<Tail> {
    const tail = await tails.get(roomId)
    if (tail.isDeleted()) throw await whyThereIsNoRoom(database.db(), roomId)
    return tail
  }

  /** The tail of a room that the person is in, and what it says to their cursor. */
  async function answerTo(person: LivePerson, roomId: string, after: string | undefined) {
    const tail = await roomInside(person, roomId)
    const answer = tail.answer(after)
    if (answer.kind !== 'unknown') return { tail, answer }
    // The cursor may come from another process, which is further on.
    await catchUp([roomId])
    const now = await roomInside(person, roomId)
    return { tail: now, answer: now.answer(after) }
  }

  async function roomAsSeenBy(person: LivePerson, roomId: string): Promise<Room> {
    await people.catchUp(person)
    const room = (await directory.get()).get(roomId, person)
    if (room) return room
    // Another process may have created it.
    await catchUp([roomId])
    const found = (await directory.get()).get(roomId, person)
    if (!found) throw await whyThereIsNoRoom(database.db(), roomId)
    return found
  }

  /**
   * To be awaited with messages that were read from the database, before anybody is shown them: memory
   * may be behind, and the next poll would tell of an older state.
   */
  async function neverAhead(roomId: string, messages: readonly Message[]): Promise<void> {
    const head = tails.known(roomId)?.head() ?? Number.POSITIVE_INFINITY
    if (messages.some(({ version }) => version > head)) await catchUp([roomId])
  }

  return { neverAhead, livingRoom, roomInside, roomAsSeenBy, answerTo }
}

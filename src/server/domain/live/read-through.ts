import type { Message } from '../../../protocol/messages.ts'
import { Refusal } from '../../../protocol/refusal.ts'
import type { Room } from '../../../protocol/rooms.ts'
import type { Database } from '../../database/database.ts'
import type { Tail } from '../kinds.ts'
import { roomFor, whyOutside } from '../visibility.ts'
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
  /**
   * The tail of a room that the person is in. Of a room that they are not in, memory is not asked: it
   * would answer sooner for one that is there than for one that is not.
   */
  async function roomInside(person: LivePerson, roomId: string): Promise<Tail> {
    const known = tails.known(roomId)
    if (known && isInside(known, person)) return known
    await roomFor(database.db(), person, roomId)
    const tail = await tails.get(roomId)
    if (isInside(tail, person)) return tail
    // Another process may have let them in.
    await catchUp([roomId])
    const now = await tails.get(roomId)
    if (!isInside(now, person)) throw await whyOutside(database.db(), person, roomId)
    return now
  }

  /**
   * To be awaited before something is written for a person in a room: whoever does not see it is refused at
   * once. To write and undo it would take longer than for a room that there is not, and so tell that this one is.
   * @throws Refusal `room_not_found`, and no other: whoever sees the room may still be told what they made there.
   */
  async function refuseUnseen(person: LivePerson, roomId: string): Promise<void> {
    const known = tails.known(roomId)
    if (known && isInside(known, person)) return
    try {
      await roomFor(database.db(), person, roomId)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'room_not_found') throw error
    }
  }

  /** The tail of a room that the person sees. */
  async function livingRoom(person: LivePerson, roomId: string): Promise<Tail> {
    await roomFor(database.db(), person, roomId)
    return tails.get(roomId)
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
    // Another process may have created it, or let them in.
    person.isBehind = true
    await people.catchUp(person)
    await catchUp([roomId])
    const found = (await directory.get()).get(roomId, person)
    if (!found) throw await whyOutside(database.db(), person, roomId)
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

  return { neverAhead, refuseUnseen, livingRoom, roomInside, roomAsSeenBy, answerTo }
}

function isInside(tail: Tail, { id }: LivePerson): boolean {
  return tail.view.presence.holds(id) && !tail.isDeleted()
}

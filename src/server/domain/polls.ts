import { bounds } from '../../protocol/limits.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Database } from '../database/database.ts'
import type { CachedResponse } from '../engine/live/response-cache.ts'
import { since } from '../engine/log.ts'
import type { RoomChange } from './change.ts'
import { type RoomView, roomLog, type Tail } from './kinds.ts'
import type { LiveSession } from './live/live-person.ts'
import type { Memory } from './live/memory.ts'
import type { ReadThrough } from './live/read-through.ts'
import { whyPutOut } from './presence.ts'
import type { WritingNow } from './writing-now.ts'

/** What a poll found in memory, and where. */
export interface Found {
  session: LiveSession
  tail: Tail
  answer: CachedResponse
}

/** Whether it reads a room from its beginning, or page by page, instead of what is new. */
export function isHistory({ more }: CachedResponse, after: string | undefined): boolean {
  return more || after === undefined
}

/** The poll: everything in a room after a cursor, as JSON (see `Changes` in the protocol). */
export function createPolls(
  database: Database,
  { people, tails }: Memory,
  { answerTo, neverAhead }: ReadThrough,
  { clock, writing }: { clock(): number; writing: Pick<WritingNow, 'withTyping'> },
) {
  /**
   * What the first poll of a session is told after somebody else took the person out of the room; for
   * all later ones it is as for anybody who is not inside.
   */
  async function whyNotAnyMore(
    session: LiveSession,
    roomId: string,
    error: unknown,
  ): Promise<Refusal | undefined> {
    if (!(error instanceof Refusal)) return undefined
    if (error.code !== 'not_in_room' && error.code !== 'room_not_found') return undefined
    const why = await whyPutOut(database.db(), { roomId, personId: session.person.id })
    if (!why || session.toldOut?.get(roomId) === why.rev) return undefined
    session.toldOut ??= new Map()
    session.toldOut.set(roomId, why.rev)
    return new Refusal('not_in_room', { reason: why.reason })
  }

  return {
    /**
     * @param history is asked first when it is the room's history that is read, and may refuse.
     * @throws Refusal `cursor_unknown`, `not_in_room`, `room_not_found`, `room_deleted`
     */
    async changes(
      session: LiveSession,
      roomId: string,
      after?: string,
      history: () => Promise<void> = async () => {},
    ): Promise<string> {
      const found = answerTo(session.person, roomId, after)
      const { tail, answer } = await found.catch(async (error: unknown) => {
        throw (await whyNotAnyMore(session, roomId, error)) ?? error
      })
      switch (answer.kind) {
        case 'body':
          if (isHistory(answer, after)) await history()
          return writing.withTyping(answer.body, tail)
        case 'unknown':
          throw new Refusal('cursor_unknown')
        case 'behind': {
          await history()
          const { cursor } = answer
          const changes = await database.snapshot((db) =>
            since<RoomChange, RoomView>(db, roomLog.kinds, {
              roomId,
              after: cursor.rev,
              limit: bounds.changesPerPoll,
            }),
          )
          await neverAhead(
            roomId,
            changes.flatMap((one) => ('message' in one ? one.message : [])),
          )
          return tail.bodyOf(cursor, changes)
        }
        default:
          return answer satisfies never
      }
    },

    /** The poll, if it can be answered at once and from memory; undefined: ask in the usual way. */
    changesInMemory(token: string, roomId: string, after?: string): Found | undefined {
      const session = people.known(token, clock())
      const tail = tails.known(roomId)
      if (!session || !tail?.view.presence.holds(session.person.id) || tail.isDeleted())
        return undefined
      const answer = tail.answer(after)
      return answer.kind === 'body' ? { session, tail, answer } : undefined
    },

    /**
     * Whether the poll that found this found nothing new, and would find the same again: whoever
     * comes, goes or is sent away changes what the room says, and so does its end.
     */
    nothingNewSince({ session, tail, answer }: Found): boolean {
      const holds = session.isKnown && tail.isNothingNew(answer) && tails.known(tail.id) === tail
      if (holds) session.isHeard = true
      return holds
    },
  }
}

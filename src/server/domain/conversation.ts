import { bounds } from '../../protocol/limits.ts'
import type {
  HistoryQuery,
  Message,
  MessageEdit,
  MessagePage,
  MessageVersion,
  NewMessage,
  ReadMarker,
  ReadMarkers,
} from '../../protocol/messages.ts'
import type { Pin, PinnedMessage } from '../../protocol/pins.ts'
import type { Why } from '../../protocol/reasons.ts'
import { invalid, Refusal } from '../../protocol/refusal.ts'
import type { Database } from '../database/database.ts'
import type { WriteQueue } from '../engine/write-queue.ts'
import { historyPage, type PagePlace } from './history.ts'
import type { LivePerson, LiveSession } from './live/live-person.ts'
import type { ReadThrough } from './live/read-through.ts'
import { pinnedMessages } from './pins.ts'
import { messageVersions } from './revisions.ts'
import { refuseBanned } from './sanctions.ts'
import type { ParlorVerbs } from './verbs.ts'
import { roomFor } from './visibility.ts'
import type { WritingNow } from './writing-now.ts'

interface ConversationDeps {
  database: Database
  writeQueue: WriteQueue<ParlorVerbs>
  clock(): number
  /** Runs a write that is done only when every process knows. */
  everywhere<T>(write: Promise<T>): Promise<T>
  writing: Pick<WritingNow, 'hasWritten'>
}

/** So many markers share commits, and leave room for what else the person does. */
const readTogether = 100

/** What one has read of a room is nothing any more. */
const isOfThePast = ({ code }: Refusal) =>
  code === 'not_in_room' || code === 'room_not_found' || code === 'room_deleted'

/** What people say to each other in a room, and what they read there. */
export function createConversation(
  { database, writeQueue, clock, everywhere, writing }: ConversationDeps,
  { roomInside, refuseUnseen, neverAhead }: ReadThrough,
) {
  /** What one belongs to one may have read without going in, as by a notification. */
  async function refuseStranger(person: LivePerson, roomId: string): Promise<void> {
    const { role } = await roomFor(database.db(), person, roomId)
    if (role === null) await roomInside(person, roomId)
  }

  /** Reading is for whoever sees a room and is not kept out of it; being inside is for writing and polling. */
  async function refuseUnreadable(person: LivePerson, roomId: string): Promise<void> {
    await roomFor(database.db(), person, roomId)
    await refuseBanned(database.db(), { roomId, personId: person.id }, clock())
  }

  return {
    /** @throws Refusal `banned`, `room_not_found`, `room_deleted`, `invalid_input` for two places at once */
    async history(
      { person }: LiveSession,
      { roomId, limit = bounds.page.default, ...where }: { roomId: string } & HistoryQuery,
    ): Promise<MessagePage> {
      const place = placeOf(where)
      await refuseUnreadable(person, roomId)
      const page = await historyPage(database.db(), { roomId, place, limit })
      await neverAhead(roomId, page.messages)
      return page
    },

    /** @throws Refusal as `postMessage` of the domain does */
    async postMessage(
      session: LiveSession,
      args: { roomId: string } & NewMessage,
    ): Promise<{ message: Message; created: boolean }> {
      const { actor, person } = session
      person.lookedAt = clock()
      await refuseUnseen(person, args.roomId)
      const posted = await writeQueue.run('postMessage', actor, args)
      writing.hasWritten(session, args.roomId)
      return { message: posted.message, created: posted.kind === 'message' }
    },

    /** @throws Refusal as `editMessage` of the domain does */
    editMessage(
      { actor }: LiveSession,
      args: { roomId: string; messageId: string } & MessageEdit,
    ): Promise<Message> {
      return everywhere(writeQueue.run('editMessage', actor, args))
    },

    /** @throws Refusal as `deleteMessage` of the domain does */
    deleteMessage(
      { actor }: LiveSession,
      args: { roomId: string; messageId: string } & Why,
    ): Promise<void> {
      return everywhere(writeQueue.run('deleteMessage', actor, args))
    },

    /** @throws Refusal as `react` of the domain does */
    react(
      { actor }: LiveSession,
      args: { roomId: string; messageId: string; emoji: string; put: boolean },
    ): Promise<Message> {
      return writeQueue.run('react', actor, args)
    },

    /** @throws Refusal as `pinMessage` of the domain does */
    pinMessage(
      { actor }: LiveSession,
      args: { roomId: string; messageId: string; pinned: boolean },
    ): Promise<Pin> {
      return writeQueue.run('pinMessage', actor, args)
    },

    /** @throws Refusal `banned`, `room_not_found`, `room_deleted` */
    async pins({ person }: LiveSession, { roomId }: { roomId: string }): Promise<PinnedMessage[]> {
      await refuseUnreadable(person, roomId)
      const pins = await pinnedMessages(database.db(), roomId)
      await neverAhead(
        roomId,
        pins.map(({ message }) => message),
      )
      return pins
    },

    /** @throws Refusal `banned`, `room_not_found`, `room_deleted`, and as `messageVersions` does */
    async versions(
      { actor, person }: LiveSession,
      args: { roomId: string; messageId: string },
    ): Promise<MessageVersion[]> {
      await refuseUnreadable(person, args.roomId)
      return messageVersions(database.db(), actor, args)
    },

    /** @throws Refusal `not_in_room`, `room_not_found`, `room_deleted` */
    async markRead(
      { actor, person }: LiveSession,
      { back, ...args }: { roomId: string } & ReadMarker,
    ): Promise<void> {
      if (back) return writeQueue.run('markUnread', actor, args)
      await refuseStranger(person, args.roomId)
      await writeQueue.run('markRead', actor, args)
    },

    /** Those that the person does not read any more are passed over. */
    async markAllRead({ actor, person }: LiveSession, { rooms }: ReadMarkers): Promise<void> {
      const mark = async ([roomId, seq]: [string, number]): Promise<void> => {
        try {
          await refuseStranger(person, roomId)
          await writeQueue.run('markRead', actor, { roomId, seq })
        } catch (error) {
          if (!(error instanceof Refusal && isOfThePast(error))) throw error
        }
      }
      const all = Object.entries(rooms)
      while (all.length > 0) await Promise.all(all.splice(0, readTogether).map(mark))
    },
  }
}

function placeOf({ before, after, around, since }: Omit<HistoryQuery, 'limit'>): PagePlace {
  const asked = Object.entries({ since, around, after, before }).filter(
    ([, value]) => value !== undefined,
  )
  if (asked[1]) throw invalid(asked[0]?.[0] ?? '', 'wrong_form')
  if (since !== undefined) return { kind: 'since', time: Date.parse(since) }
  if (around !== undefined) return { kind: 'around', seq: around }
  if (after !== undefined) return { kind: 'after', seq: after }
  return { kind: 'before', seq: before ?? Number.MAX_SAFE_INTEGER }
}

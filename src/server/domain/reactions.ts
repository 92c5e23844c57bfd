import { bounds } from '../../protocol/limits.ts'
import type { Message } from '../../protocol/messages.ts'
import { invalid, Refusal } from '../../protocol/refusal.ts'
import { append } from '../engine/log.ts'
import { together } from '../engine/transaction.ts'
import type { Tx } from './change.ts'
import { bodyRevOf, type MessageRow, messageNow, messageRows } from './history.ts'
import type { Actor } from './sessions.ts'
import { speakersIn } from './speaking.ts'
import { refuseEnded } from './still-living.ts'
import { noteReactions } from './stored-for-you.ts'
import { reactionsOf } from './stored-reactions.ts'
import { whyOutside } from './visibility.ts'

/** To put an emoji under a message, or to take it away again. */
interface Wish {
  actor: Actor
  args: { roomId: string; messageId: string; emoji: string; put: boolean }
}

/**
 * Puts emoji under messages, or takes them away: what is so already changes nothing. Those that come
 * together take one revision a message, however many they are.
 *
 * @throws Refusal `not_logged_in`, `room_not_found`, `room_deleted`, `not_in_room`, `message_not_found`,
 *   `message_deleted`, `room_archived`, `muted`, `invalid_input`, `quota_exceeded`.
 */
export const react = together(
  async (tx: Tx, wishes: readonly Wish[], manner): Promise<Message[]> => {
    if (manner === 'careful') for (const { actor } of wishes) await refuseEnded(tx, actor)
    const messages = new Map<Wish, Message>()
    for (const [roomId, inRoom] of Map.groupBy(wishes, ({ args }) => args.roomId)) {
      await holdStill(tx, roomId, inRoom)
      for (const [messageId, ofOne] of Map.groupBy(inRoom, ({ args }) => args.messageId)) {
        const message = await change(tx, { roomId, messageId }, ofOne)
        for (const wish of ofOne) messages.set(wish, message)
      }
    }
    return wishes.flatMap((wish) => messages.get(wish) ?? [])
  },
)

/** From here on the room's row is locked: nobody leaves it, and its messages stay as they are. */
async function holdStill(tx: Tx, roomId: string, wishes: readonly Wish[]): Promise<void> {
  await tx.lock('room', [roomId])
  const people = wishes.map(({ actor }) => actor)
  if (await speakersIn(tx, people, roomId)) return
  // Of several, nobody gets this answer: each is asked for by itself.
  const [first] = people
  if (first) throw await whyOutside(tx.db, first, roomId)
}

/** Takes away these emoji of somebody who need not be there; the room has to be locked. */
export async function takeReactionsBack(
  tx: Tx,
  place: { roomId: string; messageId: string },
  { personId, emoji }: { personId: string; emoji: readonly string[] },
): Promise<void> {
  const actor = { id: personId }
  await change(
    tx,
    place,
    emoji.map((one) => ({ actor, args: { emoji: one, put: false } })),
  )
}

async function change(
  tx: Tx,
  { roomId, messageId }: { roomId: string; messageId: string },
  wishes: readonly { actor: Pick<Actor, 'id'>; args: { emoji: string; put: boolean } }[],
): Promise<Message> {
  const row = await messageRows(tx.db)
    .where('message.id', '=', Number(messageId))
    .where('message.room_id', '=', roomId)
    .executeTakeFirst()
  if (!row) throw new Refusal('message_not_found')
  if (row.deleted_at !== null) throw new Refusal('message_deleted')
  const before = (await reactionsOf(tx.db, [row])).get(row.id) ?? []
  const after = before.map(({ emoji, people }) => ({ emoji, people: new Set(people) }))
  for (const { actor, args } of wishes) apply(after, actor.id, args)
  const had = pairsOf(before)
  const has = pairsOf(after)
  const added = has.filter((pair) => !isAmong(had, pair))
  const gone = had.filter((pair) => !isAmong(has, pair))
  if (added.length + gone.length === 0) return messageNow(tx.db, row)
  return write(tx, row, added, gone)
}

interface Pair {
  emoji: string
  personId: string
}

function apply(
  reactions: { emoji: string; people: Set<string> }[],
  personId: string,
  { emoji: typed, put }: { emoji: string; put: boolean },
): void {
  const emoji = qualified(typed)
  const known = reactions.find((one) => one.emoji === emoji)
  if (!put) known?.people.delete(personId)
  else if (known) known.people.add(personId)
  else reactions.push({ emoji, people: new Set([personId]) })
  const different = reactions.filter(({ people }) => people.size > 0).length
  if (put && different > bounds.reactionsPerMessage) throw new Refusal('quota_exceeded')
}

const pairsOf = (reactions: readonly { emoji: string; people: Iterable<string> }[]): Pair[] =>
  reactions.flatMap(({ emoji, people }) => [...people].map((personId) => ({ emoji, personId })))

const isAmong = (pairs: readonly Pair[], { emoji, personId }: Pair): boolean =>
  pairs.some((pair) => pair.emoji === emoji && pair.personId === personId)

async function write(
  tx: Tx,
  row: MessageRow,
  added: readonly Pair[],
  gone: readonly Pair[],
): Promise<Message> {
  const { rev } = await append(tx, row.room_id, 'other')
  const changed = { changed_rev: rev, body_rev: bodyRevOf(row) }
  await tx.db.updateTable('message').set(changed).where('id', '=', row.id).execute()
  for (const { emoji, personId } of gone) {
    await tx.db
      .deleteFrom('reaction')
      .where('message_id', '=', row.id)
      .where('emoji', '=', emoji)
      .where('person_id', '=', personId)
      .execute()
  }
  if (added.length > 0) {
    const values = added.map(({ emoji, personId }) => {
      return { message_id: row.id, emoji, person_id: personId, rev }
    })
    await tx.db.insertInto('reaction').values(values).execute()
  }
  await noteReactions(tx, row, { added, gone })
  const message = await messageNow(tx.db, { ...row, ...changed })
  tx.emit({ kind: 'revised', roomId: row.room_id, rev, postedRev: row.rev, message })
  return message
}

/** One emoji as Unicode recommends it for interchange, with whatever sequences and skin tones it has. */
const oneEmoji = /^\p{RGI_Emoji}$/v
/** Asks for the colourful form of a character that has two. */
const colourful = '\uFE0F'

/** @throws Refusal `invalid_input` for what is no single emoji. */
function qualified(typed: string): string {
  const emoji = [typed, typed + colourful].find((text) => oneEmoji.test(text))
  if (emoji === undefined) throw invalid('emoji', 'wrong_form')
  return emoji
}

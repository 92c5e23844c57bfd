import type { Message, NewMessage, Quote } from '../../protocol/messages.ts'
import { invalid, Refusal } from '../../protocol/refusal.ts'
import { statementForMany } from '../database/statement.ts'
import { append, type Place } from '../engine/log.ts'
import { together } from '../engine/transaction.ts'
import type { Tx } from './change.ts'
import { type MessageRow, messageNow, messageRows } from './history.ts'
import { mentionsIn } from './mentions.ts'
import type { MessagePosted } from './message-entries.ts'
import { tellDevices } from './push.ts'
import { readForThoseWhoBlocked } from './read-markers.ts'
import type { Actor } from './sessions.ts'
import { postersIn } from './speaking.ts'
import { refuseEnded } from './still-living.ts'
import { attachFiles, filesOf } from './stored-files.ts'
import { noteSaid } from './stored-for-you.ts'
import { keepMentions, mentioning } from './stored-mentions.ts'
import { quotesById } from './stored-quotes.ts'
import { isBlank } from './unseen.ts'
import { visibleTo, whyOutside } from './visibility.ts'

/** What came of a post: the change that it made itself, or the message that an earlier one had made. */
export type Posted = MessagePosted | { kind: 'posted earlier'; message: Message }

interface Post {
  actor: Actor
  args: NewMessage & { roomId: string }
}

/**
 * Posts messages, each once: the same key again from the same author gives the same message again,
 * even if they have left the room since, so that whoever lost the answer learns what it was.
 *
 * @throws Refusal `not_logged_in`, `key_reused`, `not_in_room`, `room_not_found`, `room_deleted`,
 *   `room_archived`, `muted`, `too_many_requests`, `invalid_input`,
 *   `message_not_found` and `message_deleted` for what it answers, `file_not_found`.
 */
export const postMessage = together(
  async (tx: Tx, posts: readonly Post[], manner): Promise<Posted[]> => {
    for (const { args } of posts) refuseUnsayable(args)
    // What is written for those who hope looks for their sessions as well.
    if (manner === 'careful') for (const { actor } of posts) await refuseEnded(tx, actor)
    // Most keys are new, and the database takes none twice: who hopes so need not look.
    const posted = manner === 'careful' ? await postedEarlier(tx, posts) : new Map<Post, Posted>()
    const fresh = posts.filter((post) => !posted.has(post))
    for (const [roomId, inRoom] of Map.groupBy(fresh, ({ args }) => args.roomId)) {
      for (const [post, made] of await add(tx, roomId, inRoom)) posted.set(post, made)
    }
    return posts.flatMap((post) => posted.get(post) ?? [])
  },
)

/** Those whose key has made a message before. */
async function postedEarlier(tx: Tx, posts: readonly Post[]): Promise<Map<Post, Posted>> {
  const keys = posts.map(({ actor, args }) => ({ authorId: actor.id, key: args.key }))
  const rows = await messagesByKey(tx.db, keys)
  const posted = new Map<Post, Posted>()
  for (const post of posts) {
    const { actor, args } = post
    const earlier = rows.find((row) => row.author_id === actor.id && row.key === args.key)
    if (earlier) {
      const isSame = earlier.room_id === args.roomId && (await wasPostedAs(tx, earlier, args))
      if (!isSame) throw new Refusal('key_reused')
      await refuseUnseen(tx, actor, args.roomId)
      const message = await messageNow(tx.db, earlier)
      posted.set(post, { kind: 'posted earlier', message })
    }
  }
  return posted
}

/** Who does not see the room any more is not told either how their message has fared in it. */
async function refuseUnseen(tx: Tx, actor: Actor, roomId: string): Promise<void> {
  const seen = await tx.db
    .selectFrom('room')
    .select('id')
    .where('id', '=', roomId)
    .where(visibleTo(actor.id))
    .executeTakeFirst()
  if (!seen) throw new Refusal('room_not_found')
}

/** Whether this is what was posted; of a message that was deleted nobody knows any more. */
async function wasPostedAs(
  tx: Tx,
  row: MessageRow,
  { body, replyTo, files: sent = [] }: NewMessage,
): Promise<boolean> {
  if (row.deleted_at !== null) return true
  if (row.reply_to_id !== (idOf(replyTo) ?? null)) return false
  const files = (await filesOf(tx.db, [row])).get(row.id) ?? []
  if (files.map(({ id }) => id).join() !== sent.join()) return false
  if (row.edited_at === null) return row.body === body
  const first = await tx.db
    .selectFrom('message_version')
    .select('body')
    .where('message_id', '=', row.id)
    .where('rev', '=', row.rev)
    .executeTakeFirst()
  return first?.body === body
}

/** Adds messages to a room's log, in this order. */
async function add(
  tx: Tx,
  roomId: string,
  posts: readonly Post[],
): Promise<Map<Post, MessagePosted>> {
  const { rev, seq } = await takePlaces(tx, roomId, posts)
  // Only now that the room is held: nobody leaves it, or is put out, before the messages stand.
  const authors = posts.map(({ actor }) => actor)
  const posters = await postersIn(tx, authors, roomId)
  if (!posters) throw await whyNone(tx, roomId, posts)
  const quotes = await quotesFor(tx, roomId, posts)
  const written = posts.map(({ actor, args: { body } }) => ({ actor, body }))
  const mentions = await mentionsIn(tx, roomId, written)
  const rows = posts.map(({ actor, args: { body, key, replyTo } }, i) => {
    const place = { roomId, seq: seq + i, rev: rev + i }
    return { ...place, authorId: actor.id, body, at: tx.now, key, replyTo: idOf(replyTo) ?? null }
  })
  const ids = new Map((await addMessages(tx.db, rows)).map((row) => [row.seq, row.id]))
  await keepMentions(
    tx.db,
    mentions.map((found, i) => {
      const place = { messageId: Number(ids.get(seq + i)), roomId, seq: seq + i }
      return { place, mentions: found }
    }),
  )
  await noteSaid(
    tx,
    posts.map((post, i) => ({
      messageId: Number(ids.get(seq + i)),
      roomId,
      byId: post.actor.id,
      answeredId: quotes.get(post)?.author.id,
      mentions: mentions[i] ?? [],
    })),
  )
  const sent = posts.map(({ actor, args: { files = [] } }, i) => {
    return { messageId: Number(ids.get(seq + i)), authorId: actor.id, files }
  })
  const files = await attachFiles(tx, roomId, sent)
  const postedAt = new Date(tx.now).toISOString()
  const made = new Map<Post, MessagePosted>()
  for (const [i, post] of posts.entries()) {
    const { id, username } = post.actor
    const { body, key } = post.args
    const place = { id: String(ids.get(seq + i)), seq: seq + i }
    const author = { id, username: posters.get(id)?.username ?? username }
    const unchanged = { editedAt: null, deletedAt: null, version: rev + i, reactions: [] }
    const replyTo = quotes.get(post) ?? null
    const about = {
      replyTo,
      ...mentioning(mentions[i] ?? []),
      files: files.get(Number(ids.get(seq + i))) ?? [],
    }
    const message = { ...place, author, body, postedAt, key, ...unchanged, ...about }
    const change: MessagePosted = { kind: 'message', roomId, rev: rev + i, message }
    made.set(post, change)
    tx.emit(change)
  }
  for (const [i, { actor }] of posts.entries()) {
    if (posters.get(actor.id)?.isBlockedBySomebody) {
      await readForThoseWhoBlocked(tx, { roomId, seq: seq + i, authorId: actor.id })
    }
  }
  await tellDevices(tx, roomId)
  return made
}

async function takePlaces(tx: Tx, roomId: string, posts: readonly Post[]): Promise<Place> {
  try {
    return await append(tx, roomId, { numbered: posts.length })
  } catch (error) {
    throw error instanceof Refusal ? await whyNone(tx, roomId, posts) : error
  }
}

/** What the first of them is told; of several, nobody gets that answer: each is posted by itself. */
async function whyNone(tx: Tx, roomId: string, [first]: readonly Post[]): Promise<Refusal> {
  return first ? whyOutside(tx.db, first.actor, roomId) : new Refusal('room_not_found')
}

/**
 * What these posts answer.
 * @throws Refusal `message_not_found` for what is no message of the room, `message_deleted`
 */
async function quotesFor(
  tx: Tx,
  roomId: string,
  posts: readonly Post[],
): Promise<Map<Post, Quote>> {
  const replies = posts.filter(({ args }) => args.replyTo)
  const ids = new Set(replies.flatMap(({ args }) => idOf(args.replyTo) ?? []))
  const found = await quotesById(tx.db, [...ids], roomId)
  const quotes = new Map<Post, Quote>()
  for (const post of replies) {
    const quote = found.get(idOf(post.args.replyTo) ?? 0)
    if (!quote) throw new Refusal('message_not_found')
    if (quote.deletedAt !== null) throw new Refusal('message_deleted')
    quotes.set(post, quote)
  }
  return quotes
}

/** A message's number in the database; undefined: it answers none, or what can be none. */
function idOf(messageId: string | null | undefined): number | undefined {
  return messageId && /^[1-9][0-9]{0,14}$/.test(messageId) ? Number(messageId) : undefined
}

const messagesByKey = statementForMany((db, keys: readonly { authorId: string; key: string }[]) =>
  messageRows(db).where((eb) =>
    eb.or(
      keys.map(({ authorId, key }) =>
        eb.and([eb('message.author_id', '=', authorId), eb('message.key', '=', key)]),
      ),
    ),
  ),
)

type NewRow = {
  roomId: string
  seq: number
  rev: number
  authorId: string
  body: string
  at: number
  key: string
  replyTo: number | null
}

const addMessages = statementForMany((db, rows: readonly NewRow[]) =>
  db
    .insertInto('message')
    .values(
      rows.map(({ roomId, seq, rev, authorId, body, at, key, replyTo }) => {
        const place = { room_id: roomId, seq, rev, reply_to_id: replyTo }
        return { ...place, author_id: authorId, body, posted_at: at, key }
      }),
    )
    .returning(['id', 'seq']),
)

/** @throws Refusal `invalid_input`, but for an empty text under which there are files. */
function refuseUnsayable({ body, files = [] }: NewMessage): void {
  if (body !== '' || files.length === 0) refuseUnprintable(body)
}

/** @throws Refusal `invalid_input` for what could not come back as it was sent, or shows nothing. */
export function refuseUnprintable(body: string): void {
  // PostgreSQL stores no NUL, and UTF-8 has no lone surrogates: neither could come back as sent.
  if (body.includes('\0') || !body.isWellFormed()) {
    throw invalid('body', 'unseen_signs')
  }
  if (isBlank(body)) throw invalid('body', 'missing')
}

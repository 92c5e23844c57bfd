import type { Kysely } from 'kysely'
import type { Message } from '../../src/protocol/messages.ts'
import type { Tables } from '../../src/server/database/entities/tables.ts'

/** A message as it stands in the database. */
export interface Kept extends Message {
  roomId: string
  rev: number
  /** All states that it has had, this one included. */
  states: Message[]
}

type MessageRow = Awaited<ReturnType<typeof messagesAfter>>[number]

/** What stands beside the messages, all of it: there is little in a story. */
export type Beside = Awaited<ReturnType<typeof besideMessages>>

// What the stories read of the database, as plainly as can be: nothing here is shared with the server.

export const allRooms = (db: Kysely<Tables>) =>
  db
    .selectFrom('room')
    .select(['id', 'name', 'kind', 'rev', 'last_seq', 'archived_at', 'deleted_at'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()

export const messagesAfter = (db: Kysely<Tables>, places: { roomId: string; seq: number }[]) =>
  db
    .selectFrom('message')
    .innerJoin('person', 'person.id', 'message.author_id')
    .selectAll('message')
    .select('person.username')
    .where((eb) =>
      eb.or(
        places.map(({ roomId, seq }) =>
          eb.and([
            eb('room_id', '=', roomId),
            eb.or([eb('seq', '>', seq), eb('changed_rev', 'is not', null)]),
          ]),
        ),
      ),
    )
    .orderBy('seq')
    .execute()

export async function besideMessages(db: Kysely<Tables>) {
  const reactions = await db.selectFrom('reaction').selectAll().orderBy('rev').execute()
  const mentions = await db.selectFrom('mention').selectAll().orderBy('begins').execute()
  const files = await db
    .selectFrom('file')
    .selectAll()
    .where('message_id', 'is not', null)
    .where('state', '=', 'ready')
    .orderBy('place')
    .execute()
  return {
    mentions,
    reactionsTo: Map.groupBy(reactions, (row) => row.message_id),
    mentionsIn: Map.groupBy(mentions, (row) => row.message_id),
    filesOf: Map.groupBy(files, (row) => row.message_id),
  }
}

export const allPins = (db: Kysely<Tables>) =>
  db
    .selectFrom('pin')
    .select(['room_id', 'message_id', 'rev'])
    .where('pinned_at', 'is not', null)
    .orderBy('rev', 'desc')
    .execute()

export const allPresences = (db: Kysely<Tables>) =>
  db
    .selectFrom('presence')
    .innerJoin('person', 'person.id', 'presence.person_id')
    .select(['room_id', 'person_id', 'username', 'rev', 'here_since'])
    .execute()

export const allPeople = (db: Kysely<Tables>) =>
  db.selectFrom('person').select(['id', 'username', 'belonging_rev']).execute()

/** Who belongs to what, and how far they have read there. */
export const allMemberships = (db: Kysely<Tables>) =>
  db
    .selectFrom('membership')
    .leftJoin('read_marker', (join) =>
      join
        .onRef('read_marker.room_id', '=', 'membership.room_id')
        .onRef('read_marker.person_id', '=', 'membership.person_id'),
    )
    .select(['membership.room_id', 'membership.person_id', 'membership.role'])
    .select('read_marker.read_up_to')
    .execute()

export const allSanctions = (db: Kysely<Tables>) =>
  db.selectFrom('sanction').select(['room_id', 'person_id', 'kind']).execute()

export const twinEpochs = (db: Kysely<Tables>) =>
  db
    .selectFrom('epoch')
    .select(['room_id', 'from_rev'])
    .groupBy(['room_id', 'from_rev'])
    .having((eb) => eb.fn.countAll(), '>', 1)
    .execute()

export const allFiles = (db: Kysely<Tables>) =>
  db
    .selectFrom('file')
    .select(['id', 'name', 'state', 'room_id', 'uploader_id', 'size', 'message_id', 'touched_at'])
    .execute()

export const allChunks = (db: Kysely<Tables>) =>
  db
    .selectFrom('file_chunk')
    .select(['file_id', 'start', 'bytes'])
    .where('variant', '=', 0)
    .orderBy('start')
    .execute()

export function keptOf(row: MessageRow, { reactionsTo, mentionsIn, filesOf }: Beside): Kept {
  const people = mentionsIn.get(row.id)?.flatMap(({ person_id }) => person_id ?? []) ?? []
  const reactions = Map.groupBy(reactionsTo.get(row.id) ?? [], ({ emoji }) => emoji)
  const message = {
    id: String(row.id),
    seq: row.seq,
    rev: row.rev,
    author: { id: row.author_id, username: row.username },
    body: row.body,
    postedAt: new Date(row.posted_at).toISOString(),
    key: row.key,
    editedAt: row.edited_at === null ? null : new Date(row.edited_at).toISOString(),
    deletedAt: row.deleted_at === null ? null : new Date(row.deleted_at).toISOString(),
    version: row.changed_rev ?? row.rev,
    reactions: [...reactions].map(([emoji, rows]) => ({
      emoji,
      people: rows.map((one) => one.person_id),
    })),
    replyTo: null,
    mentions: [...new Set(people)],
    files: (filesOf.get(row.id) ?? []).map(({ id, name, type, size }) => ({
      id,
      name,
      type,
      size,
    })),
  }
  return { ...message, roomId: row.room_id, states: [message] }
}

/** Whether two messages are one and the same. */
export function isSame(a: Message | undefined, b: Message): boolean {
  return (
    a !== undefined &&
    a.id === b.id &&
    a.seq === b.seq &&
    a.author.id === b.author.id &&
    a.body === b.body &&
    a.version === b.version &&
    a.key === b.key &&
    extrasOf(a) === extrasOf(b)
  )
}

/** Whether this is the message as it is, or as it was at some time. */
export function isStateOf(message: Message, kept: Kept | undefined): boolean {
  if (!kept) return false
  if (kept.states.some((state) => isSame(message, state))) return true
  // It was changed in the commit that posted it.
  if (message.version === kept.rev) return kept.states.every(({ version }) => version > kept.rev)
  // Of changes that share a commit, only what the last one left is ever stored.
  const isBetween = message.version > kept.rev && message.version < kept.version
  const isStored = kept.states.some(({ version }) => version === message.version)
  // An edit that shares it with the deletion is in no state at all.
  const wasDeleted = kept.deletedAt !== null
  return isBetween && !isStored && (wasDeleted || kept.states.some(hasBodyOf(message)))
}

const hasBodyOf = (message: Message) => (state: Message) => state.body === message.body

/** What a message has beside its text. */
function extrasOf({ reactions, mentions, files }: Message): string {
  if (reactions.length + mentions.length + files.length === 0) return ''
  const under = reactions.map(({ emoji, people }) => `${emoji} ${people.toSorted().join()}`)
  return [under.toSorted().join(), mentions.join(), files.map(({ id }) => id).join()].join(';')
}

/** What somebody wrote; an edit repeats it. */
export function textOf(body: string): string {
  return body.match(/«[^»]*»/)?.[0] ?? body
}

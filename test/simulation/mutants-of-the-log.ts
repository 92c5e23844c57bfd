import type { Mutant } from './mutants.ts'

const log = 'src/server/engine/log.ts'
const messages = 'src/server/domain/messages.ts'
const presence = 'src/server/domain/presence.ts'
const conversation = 'src/server/domain/conversation.ts'
const tail = 'src/server/engine/live/tail.ts'
const schema = 'src/server/database/migrations/001-begin.ts'
const belonging = 'src/server/database/migrations/011-belonging.ts'
const entries = 'src/server/engine/live/entries.ts'
const messageEntries = 'src/server/domain/message-entries.ts'
const revisions = 'src/server/domain/revisions.ts'

/** What keeps the log of a room in order, on the server. */
export const ofTheLog: Mutant[] = [
  {
    name: 'the revision is the time of day',
    patches: [
      { file: log, find: 'first = { rev: room.rev - further,', put: 'first = { rev: tx.now,' },
    ],
  },
  {
    name: 'the revision is taken outside the transaction',
    patches: [
      {
        file: conversation,
        find: `const posted = await writeQueue.run('postMessage', actor, args)`,
        put: `const posted = await roomInside(person, args.roomId).then((tail) =>
          writeQueue.run('postMessage', actor, { ...args, rev: tail.head() + 1 }))`,
      },
      {
        file: messages,
        find: 'const { rev, seq } = await takePlaces(tx, roomId, posts)',
        put: `const { seq } = await takePlaces(tx, roomId, posts)
          const { rev } = posts[0]?.args as unknown as { rev: number }`,
      },
    ],
  },
  {
    name: 'somebody’s going takes no revision',
    patches: [
      {
        file: presence,
        find: `const { rev } = await append(tx, roomId, 'other')
  await tx.db
    .updateTable('presence')`,
        put: `const { rev } = await tx.db.selectFrom('room').select('rev').where('id', '=', roomId).executeTakeFirstOrThrow()
  await tx.db
    .updateTable('presence')`,
      },
    ],
  },
  {
    name: 'a message is published before its commit',
    patches: [
      {
        file: conversation,
        find: `const posted = await writeQueue.run('postMessage', actor, args)`,
        put: `const posted = await roomInside(person, args.roomId).then((tail) => {
          tail.apply({ kind: 'message', roomId: tail.id, rev: tail.head() + 1, message: {
            id: '0', seq: tail.view.lastSeq + 1, author: { id: actor.id, username: actor.username },
            body: args.body, key: args.key, postedAt: new Date(clock()).toISOString(),
            editedAt: null, deletedAt: null, version: tail.head() + 1, reactions: [], replyTo: null, mentions: [],
            files: [] } })
          return writeQueue.run('postMessage', actor, args)
        })`,
      },
    ],
  },
  {
    name: 'a message is acknowledged before its commit, which comes with the next one',
    patches: [
      {
        file: 'src/server/engine/group-commit.ts',
        find: 'const begun = new Set<string>()',
        put: 'const begun = new Set<string>()\n  let late: SqlEntityManager | undefined',
      },
      {
        file: 'src/server/engine/group-commit.ts',
        find: 'const em = database.em()\n    try {',
        put: 'await late?.commit()\n    late = undefined\n    const em = database.em()\n    try {',
      },
      {
        file: 'src/server/engine/group-commit.ts',
        find: 'await em.commit()\n',
        put: `if (group.changes.some(({ kind }) => kind === 'message')) late = em\n      else await em.commit()\n`,
      },
    ],
  },
  {
    name: 'nothing keeps a key from being used twice',
    patches: [
      { file: messages, find: 'if (earlier) {', put: 'if (earlier && false) {' },
      {
        file: schema,
        find: 'create unique index `one_message_per_key`',
        put: 'create index `one_message_per_key`',
      },
      {
        file: schema,
        find: `'alter table "message" add constraint "one_message_per_key" unique ("author_id", "key")',`,
        put: '',
      },
    ],
  },
  {
    name: 'a retry is refused, not answered with the first message',
    patches: [{ file: messages, find: 'if (earlier) {', put: 'if (earlier && false) {' }],
  },
  {
    name: 'nothing keeps a person from being in two rooms',
    patches: [
      {
        file: presence,
        find: 'if (current !== null) await goOut(tx, actor, current)\n    await comeIn',
        put: 'await comeIn',
      },
      {
        file: belonging,
        find: 'create unique index `one_room_at_a_time` on `presence`',
        put: 'create index `one_room_at_a_time` on `presence`',
      },
      {
        file: belonging,
        find: 'create unique index "one_room_at_a_time" on "presence"',
        put: 'create index "one_room_at_a_time" on "presence"',
      },
    ],
  },
  {
    name: 'the deletion of a room is not told',
    // A process on PostgreSQL looks, each second, for what it was not told.
    engine: 'sqlite',
    patches: [
      {
        file: 'src/server/domain/rooms.ts',
        find: `tx.emit({ kind: 'room_deleted', roomId })`,
        put: '',
      },
    ],
  },
  {
    name: 'a cursor is off by one: the last change comes again',
    patches: [
      {
        file: tail,
        find: 'entries.after(cursor.rev)',
        put: 'entries.after(cursor.rev - 1)',
      },
    ],
  },
  {
    name: 'a cursor is off by one: a change is left out',
    patches: [
      {
        file: tail,
        find: 'entries.after(cursor.rev)',
        put: 'entries.after(cursor.rev + 1)',
      },
    ],
  },
  {
    name: 'a reader far behind is given the cursor of the newest change',
    patches: [
      {
        file: tail,
        find: 'const rev = published.at(-1)?.rev ?? cursor.rev',
        put: 'const rev = head',
      },
    ],
  },
  {
    name: 'what is read from the database is ordered by the clock',
    patches: [
      {
        file: log,
        find: 'changes.sort((a, b) => a.rev - b.rev)',
        put: `changes.sort((a, b) => timeOf(a) - timeOf(b))`,
      },
      {
        file: log,
        find: '/** Where a change stands',
        put: `const timeOf = (change: RoomChange) => change.kind === 'message' ? Date.parse(change.message.postedAt) : 0\n\n/** Where a change stands`,
      },
    ],
  },
  {
    name: 'the memory of a room outlives the process',
    patches: [
      {
        file: 'src/server/engine/live/tails.ts',
        find: 'const tails = new Map<string, Tail<E, View>>()',
        put: 'const tails = kept',
      },
      {
        file: 'src/server/engine/live/tails.ts',
        find: '/** Changes that a freshly loaded tail',
        put: 'const kept = new Map<string, Tail<any, any>>()\n/** Changes that a freshly loaded tail',
      },
    ],
  },
  {
    name: 'a cursor of a history that was replaced is taken for one of this history',
    patches: [
      {
        file: 'src/server/engine/live/cursor.ts',
        find: 'if (!epoch) return false',
        put: 'if (!epoch) return cursor.rev <= head',
      },
      {
        file: 'src/server/engine/live/cursor.ts',
        find: 'return epoch.fromRev <= cursor.rev && cursor.rev <= end',
        put: 'return cursor.rev <= head || end < 0',
      },
    ],
  },
  {
    name: 'an edit takes the place of the posting, and is told as a new message',
    patches: [
      {
        file: revisions,
        find: `tx.emit({ kind: 'revised', roomId: row.room_id, rev, postedRev: row.rev, message })`,
        put: `tx.emit({ kind: 'message', roomId: row.room_id, rev, message })`,
      },
    ],
  },
  {
    name: 'the text of a message that was deleted is served from memory',
    patches: [
      {
        file: entries,
        find: 'if (place !== -1) entries[place] =',
        put: 'if (place !== -1 && !(entry as any).message.deletedAt) entries[place] =',
      },
    ],
  },
  {
    name: 'whoever is behind is told of no edit',
    patches: [
      {
        file: messageEntries,
        find: `.where('message.changed_rev', '>', after)`,
        put: `.where('message.changed_rev', '<', 0)`,
      },
    ],
  },
  {
    name: 'an edit is lost to whoever had the message before the one that was posted last',
    patches: [
      {
        file: messageEntries,
        find: 'if (postedRev <= after)',
        put: 'if (postedRev < after - 1)',
      },
    ],
  },
  {
    name: 'an edit takes no revision',
    patches: [
      {
        file: revisions,
        find: `const { rev } = await append(tx, row.room_id, 'other')`,
        put: `const rev = (row.changed_rev ?? row.rev) + 0.5`,
      },
    ],
  },
  {
    name: 'edits are told before messages to whoever is behind',
    patches: [
      {
        file: log,
        find: 'changes.sort((a, b) => a.rev - b.rev)',
        put: `changes.sort((a, b) => Number(b.kind === 'revised') - Number(a.kind === 'revised') || a.rev - b.rev)`,
      },
    ],
  },
]

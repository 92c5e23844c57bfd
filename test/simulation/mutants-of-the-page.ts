import type { Mutant } from './mutants.ts'

const tail = 'src/server/engine/live/tail.ts'
const outbox = 'src/web/app/outbox.ts'
const amendments = 'src/web/app/amendments.ts'
const drain = 'src/web/app/drain.ts'
const sync = 'src/web/app/sync.ts'

/** What sends and shows, in the page. */
export const ofThePage: Mutant[] = [
  {
    name: 'the outbox sends two at a time',
    patches: [
      {
        file: drain,
        find: `const item = next()
        if (!item) return
        retryIn = await send(item)`,
        put: `const first = next()
        if (!first) return
        const second = next(first)
        const waits = await Promise.all([first, ...(second ? [second] : [])].map(send))
        retryIn = waits.find((wait) => wait !== null) ?? null`,
      },
      { file: outbox, find: 'const next = () => {', put: 'const next = (than?: OutboxItem) => {' },
      {
        file: outbox,
        find: '(item) => item.room.id === room.value &&',
        put: '(item) => item.key !== than?.key && item.room.id === room.value &&',
      },
    ],
  },
  {
    name: 'two windows of a person send at the same time',
    patches: [
      {
        file: drain,
        find: 'await locks.exclusively(',
        put: 'await ((_: string, work: () => Promise<void>) => work())(',
      },
    ],
  },
  {
    name: 'what was written for a room that is gone waits for ever',
    patches: [{ file: outbox, find: 'if (stranded.length === 0) return', put: 'return' }],
  },
  {
    name: 'the outbox makes a new key for each try',
    patches: [
      {
        file: outbox,
        find: 'const message = { body, key,',
        put: 'const message = { body, key: newKey(),',
      },
    ],
  },
  {
    name: 'the outbox forgets a message when it sends it',
    patches: [
      {
        file: outbox,
        find: 'ask: post,',
        put: 'ask: (item: OutboxItem) => void forget(item.key) ?? post(item),',
      },
    ],
  },
  {
    name: 'the outbox gives up when the person was elsewhere for a moment',
    patches: [
      {
        file: outbox,
        find: 'else if (isFinal(answer.refusal)) refused',
        put: `else if (answer.refusal.code === 'not_in_room') room.value = null
    else if (isFinal(answer.refusal)) refused`,
      },
    ],
  },
  {
    name: 'what is still being sent is drawn in the log',
    patches: [
      {
        file: 'test/simulation/world.ts',
        find: 'page.outbox.add(room, body + callIn(written.size), about)',
        put: `page.outbox.add(room, body + callIn(written.size), about)
      const shown = page.store.messages.value
      const seq = (shown.at(-1)?.seq ?? 0) + 1
      const author = { id: page.browser.owner, username: page.browser.owner }
      page.store.messages.value = [...shown, { id: body, seq, author, body, postedAt: '', key: body,
        editedAt: null, deletedAt: null, version: 0, replyTo: null, mentions: [], reactions: [], files: [] }]`,
      },
    ],
  },
  {
    name: 'an answer that comes late is shown in the room that is open by then',
    patches: [
      {
        file: sync,
        find: `const answer = await api.changes(roomId, after, asked)
    if (!current()) return { kind: 'over' }`,
        put: 'const answer = await api.changes(roomId, after, asked)',
      },
    ],
  },
  {
    name: 'the page does not ask for more when it is told that there is more',
    patches: [{ file: sync, find: `answer.value.more ? 'more' : 'well'`, put: `'well'` }],
  },
  {
    name: 'the store takes what it is given, and a cursor is off by one',
    patches: [
      { file: 'src/web/app/store.ts', find: 'if (seq !== expected) {', put: 'if (seq < 0) {' },
      {
        file: tail,
        find: 'entries.after(cursor.rev)',
        put: 'entries.after(cursor.rev - 1)',
      },
    ],
  },
  {
    name: 'an edit takes the place of one that its author has not seen',
    patches: [
      { file: amendments, find: 'wish.body, wish.version)', put: 'wish.body, undefined as any)' },
    ],
  },
  {
    name: 'the page forgets an edit or a deletion when it sends it',
    patches: [
      {
        file: amendments,
        find: `    if (wish.kind === 'deletion') return api`,
        put: `    forget(item.messageId)\n    if (wish.kind === 'deletion') return api`,
      },
    ],
  },
  {
    name: 'an edit is given up when its author was elsewhere for a moment',
    patches: [
      {
        file: amendments,
        find: 'if (!answer.ok && !isFinal(answer.refusal)) return false',
        put: `if (!answer.ok && !isFinal(answer.refusal) && answer.refusal.code !== 'not_in_room') return false`,
      },
    ],
  },
  {
    name: 'a deletion waits for ever if a poll told of it before its answer came',
    patches: [{ file: amendments, find: '...lingering.value,', put: '...deleted.value,' }],
  },
  {
    name: 'a list takes what is older than what it shows',
    engine: 'postgres',
    patches: [
      {
        file: 'src/web/app/room-list.ts',
        find: 'if (version < (versions.get(id) ?? 0)) return undefined',
        put: '',
      },
    ],
  },
]

import type { Mutant } from './mutants.ts'

const log = 'src/server/engine/log.ts'
const tail = 'src/server/engine/live/tail.ts'
const news = 'src/server/domain/news.ts'

/** What tells of the list of rooms, and what processes tell each other. */
export const ofTheList: Mutant[] = [
  {
    name: 'a process goes on with its log though it missed what another one wrote',
    engine: 'postgres',
    patches: [{ file: tail, find: 'if (change.rev !== head + 1) return false', put: '' }],
  },
  {
    name: 'a process that did not hear of a commit never asks what it missed',
    engine: 'postgres',
    patches: [
      {
        file: 'src/server/engine/feed/postgres-feed.ts',
        find: 'void sweeper.sweep()',
        put: '',
      },
    ],
  },
  {
    name: 'the next revision is read before the room is held',
    engine: 'postgres',
    patches: [
      { file: 'src/server/database/locks.ts', find: '.forNoKeyUpdate()', put: '' },
      {
        file: log,
        find: 'await advance(tx.db, { roomId })',
        put: `await tx.db.selectFrom('room').select('rev').where('id', '=', roomId).executeTakeFirstOrThrow()
          .then(({ rev }) => livingRoom(tx.db, roomId).set({ rev: rev + 1 }).execute())
          .then((rows) => ({ rows }))`,
      },
    ],
  },
  {
    name: 'of what changed in the list of rooms, the first is left out',
    patches: [
      {
        file: news,
        find: 'list.since(quietUpTo(from, person, list))',
        put: 'list.since(quietUpTo(from, person, list) + 1)',
      },
    ],
  },
  {
    name: 'whoever has a list of rooms is not told which are gone',
    patches: [{ file: news, find: 'else if (from > 0) gone.push(json)', put: '' }],
  },
  {
    name: 'whoever comes with what another process told is told everything, and not what is gone',
    patches: [
      {
        file: news,
        find: 'const all = cursor && from === 0',
        put: 'const all = cursor && from < 0',
      },
    ],
  },
  {
    name: 'news that come with a poll say that there is nothing',
    patches: [
      {
        file: news,
        find: `news: inMemory(person, asked.news, 'mine') }`,
        put: `news: inMemory(person, asked.news, 'mine')?.replace(/"rooms":.*/, '"rooms":[],"gone":[],"more":false}') }`,
      },
    ],
  },
  {
    name: 'a window takes news from a server that is a moment behind for the newest',
    engine: 'postgres',
    patches: [{ file: 'src/web/app/lobby.ts', find: ` && list !== before`, put: '' }],
  },
]

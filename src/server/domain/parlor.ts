import { Refusal } from '../../protocol/refusal.ts'
import type { Database } from '../database/database.ts'
import type { Hints } from '../engine/feed/feed.ts'
import type { Commit } from '../engine/group-commit.ts'
import { system } from '../engine/transaction.ts'
import { createWriteQueue } from '../engine/write-queue.ts'
import type { Internet } from '../push/post.ts'
import { createAdministration } from './administration.ts'
import type { Change } from './change.ts'
import { createConversation } from './conversation.ts'
import { createEntrance } from './entrance.ts'
import type { FileStore } from './file-store.ts'
import type { FileLimits } from './files.ts'
import { createFiling } from './filing.ts'
import { createForYou } from './for-you.ts'
import type { HashingCost } from './hashing.ts'
import { createInviting } from './inviting.ts'
import type { Tail } from './kinds.ts'
import type { LiveSession } from './live/live-person.ts'
import { createMemory } from './live/memory.ts'
import { createPeers } from './live/peers.ts'
import { createReadThrough } from './live/read-through.ts'
import { createMembership } from './membership.ts'
import { createModeration } from './moderation.ts'
import { createNews } from './news.ts'
import { createNotifying } from './notifying.ts'
import { createOwnAccount } from './own-account.ts'
import type { Pictures } from './pictures.ts'
import { createPolls } from './polls.ts'
import { roomsThatCount } from './presence.ts'
import { createSearch, type Finder } from './search/search.ts'
import type { NoteEvent } from './security-events.ts'
import { groupOf, type ParlorVerbs } from './verbs.ts'
import { createVisiting } from './visiting.ts'
import { createWritingNow } from './writing-now.ts'

export interface ParlorDeps {
  /** For reading. Writes go through `commit` alone. */
  database: Database
  commit: Commit<Change>
  clock(): number
  /** A session's token: at least 128 random bits. */
  newToken(): string
  /** What other processes on the same database know this one by. */
  processId: string
  /** Resolves when the other processes have taken in what this one has committed. */
  everybodyKnows(): Promise<void>
  /** Tells the other processes what is in no table; undefined: there are none. */
  tellOthers?: ((hints: Hints) => void) | undefined
  /** Takes down what matters to the safety of accounts. */
  note: NoteEvent
  /** False for load tests: see `EntranceDeps`. */
  limited: boolean
  /** What the host is called: see `EntranceDeps`. */
  namesOfPlace?: readonly string[]
  /** Where people search; undefined: nobody can. */
  finder?: Finder | undefined
  fileLimits: FileLimits
  pictures: Pictures
  /** Where files lie once they are whole; undefined: in the database. */
  fileStore?: FileStore | undefined
  /** See `EntranceDeps`. */
  hashingCost?: HashingCost | undefined
  /** Of this Parlor. */
  version?: string
  /** What tests put in place of the internet. */
  internet?: Internet | undefined
}

/** What reads what is said for the search. */
interface Indexing {
  /** Something was said in these rooms. */
  wake(roomIds: Iterable<string>): void
  /** Whether nothing is left to be read. */
  isIndexed(): boolean
}

export type Parlor = ReturnType<typeof createParlor>

/** Everything that people can do, on one database. It knows no HTTP and keeps no time of its own. */
export function createParlor({
  database,
  commit,
  clock,
  newToken,
  processId,
  everybodyKnows,
  tellOthers = () => {},
  note,
  limited,
  namesOfPlace = [],
  finder,
  fileLimits,
  pictures,
  fileStore,
  hashingCost,
  version = '',
  internet,
}: ParlorDeps) {
  const memory = createMemory(database, clock, processId)
  const { people, tails, directory, catchUp } = memory
  let wakeJobs = (): void => {}
  let index: Indexing = { wake: () => {}, isIndexed: () => false }
  const writeQueue = createWriteQueue<ParlorVerbs, Change>(commit, published, {
    parallel: database.parallelWrites,
    groupOf,
    enqueued: () => wakeJobs(),
  })

  function published(changes: Change[]): void | Promise<void> {
    const told = memory.committed(changes)
    index.wake(roomsWithNews(changes))
    return told
  }
  const readThrough = createReadThrough(database, memory)
  const { roomAsSeenBy } = readThrough
  const writing = createWritingNow({ clock, tellOthers }, readThrough)
  const news = createNews(memory, { clock })
  const entrance = createEntrance({
    database,
    writeQueue,
    clock,
    newToken,
    note,
    limited,
    namesOfPlace,
    hashingCost,
    everywhere,
  })
  const administration = createAdministration({
    database,
    writeQueue,
    pictures,
    version,
    clock,
  })
  const { instanceRole } = administration
  const peers = createPeers(processId, database, writeQueue, people)

  /**
   * Runs a write that takes something from somebody: who hears that it was done, and then asks any
   * process, finds it done. Posts are not worth the wait: they are news, and news come with polls.
   */
  async function everywhere<T>(write: Promise<T>): Promise<T> {
    const value = await write
    await everybodyKnows()
    return value
  }

  /** Nobody waits for this: a disk that is full must not keep anyone from reading. */
  function touch(session: LiveSession, now: number): void {
    const before = session.lastSeenAt
    session.lastSeenAt = now
    const { actor } = session
    void writeQueue.note(`touch ${actor.sessionId}`, 'touchSession', actor, {}).then((isDone) => {
      if (!isDone) session.lastSeenAt = before
    })
  }

  /** Writes down who attends to the room in another way than its log last said. */
  function notePresence(tail: Tail, now: number): void {
    const misjudged = tail.view.presence.misjudged((personId) => people.attendance(personId, now))
    if (tail.isDeleted() || (tail.view.presence.isAsleep() && misjudged.length === 0)) {
      // Nobody asks for it any more; whoever does has it loaded anew.
      tails.forget(tail.id)
    } else if (misjudged.length > 0) {
      // Should this fail, the next time finds the same.
      const args = { roomId: tail.id, people: misjudged }
      void writeQueue.note(`presence ${tail.id}`, 'notePresence', system, args)
    }
  }

  /** Whoever closed the browser while no process ran is missed in rooms that nobody asks for, too. */
  async function lookAfterThoseInside(): Promise<void> {
    try {
      // Polls do not wait for it, and say nothing of other rooms before it is there.
      await directory.get()
      for (const roomId of await roomsThatCount(database.db())) await tails.get(roomId)
    } catch {
      // The database is away, or this process ends already. The next one that starts makes up for it.
    }
  }

  return {
    ...entrance,

    /** The session that a cookie's token stands for. @throws Refusal `not_logged_in` */
    async sessionOf(token: string | undefined): Promise<LiveSession> {
      const session = token ? await people.byToken(token, clock()) : undefined
      if (!session) throw new Refusal('not_logged_in')
      return session
    },
    /** The same, if it need not be looked up. */
    knownSession: (token: string) => people.known(token, clock()),

    // biome-ignore lint/nursery/noMisusedPromises: an object of functions, and no promise.
    ...createVisiting(
      { database, writeQueue, memory, newsCursor: news.newsCursor, everywhere, everybodyKnows },
      readThrough,
    ),
    ...createConversation({ database, writeQueue, clock, everywhere, writing }, readThrough),
    // biome-ignore lint/nursery/noMisusedPromises: as above.
    ...administration,
    // biome-ignore lint/nursery/noMisusedPromises: as above.
    ...createInviting({
      ...{ database, writeQueue, clock, newToken, roomAsSeenBy, everywhere },
      instanceRole,
    }),
    ...createModeration({ database, writeQueue, clock, newToken, instanceRole, everywhere }),
    // biome-ignore lint/nursery/noMisusedPromises: as above.
    ...createOwnAccount({
      ...{ database, writeQueue, clock, note, everywhere },
      store: fileStore,
      confirm: entrance.confirm,
    }),
    ...createFiling(
      { database, writeQueue, clock, limits: fileLimits, pictures, store: fileStore },
      readThrough,
    ),
    // biome-ignore lint/nursery/noMisusedPromises: as above.
    ...createMembership({ database, writeQueue, clock, everywhere }, readThrough),
    // biome-ignore lint/nursery/noMisusedPromises: as above.
    ...createNotifying(database, writeQueue, internet),
    // biome-ignore lint/nursery/noMisusedPromises: as above.
    ...createForYou({ database, writeQueue, clock }, readThrough),
    ...createPolls(database, memory, readThrough, { clock, writing }),
    saysWriting: writing.saysWriting,
    withTyping: writing.withTyping,

    ...createSearch({ finder, clock, isIndexed: () => index.isIndexed() }, readThrough),

    news: news.news,
    newsInMemory: news.newsInMemory,
    newsElsewhere: news.newsElsewhere,
    /** From now on other processes on the same database know of this one, until it leaves. */
    async arrive(): Promise<void> {
      await peers.arrive()
      void lookAfterThoseInside()
    },
    leave: () => peers.leave(),
    hasPeers: peers.any,

    /** What another process committed, as the feed brings it. */
    hear(hints: Hints): Promise<void> {
      writing.heard(hints.typing ?? [])
      return memory.hear(hints)
    },

    /**
     * Finds out, without having been told, what other processes did.
     * @param afterLoss the database was away and may have been restored from a backup.
     */
    async sweep(afterLoss: boolean): Promise<void> {
      await peers.listen(clock())
      await memory.sweep(afterLoss)
    },

    /** To be called every few seconds: who fell quiet, who can be forgotten. */
    tidy(): void {
      const now = clock()
      for (const session of people.tidy(now)) touch(session, now)
      peers.tidy(now)
      writing.tidyTyping()
      for (const tail of tails.all()) {
        tail.trim()
        notePresence(tail, now)
      }
    },

    /** Removes some of the sessions that are over. Says if there may be more. */
    purge: (): Promise<boolean> => writeQueue.run('purgeSessions', system, {}),

    /** For whoever does what follows from commits. */
    jobs: {
      run: writeQueue.run,
      onEnqueued(wake: () => void): void {
        wakeJobs = wake
      },
    },

    /** For whoever reads what is said for the search. */
    onSaid(indexing: Indexing): void {
      index = indexing
    },

    /** Waits for what is under way: nothing reads or writes after it unless somebody asks. */
    async settle(): Promise<void> {
      await writeQueue.settle()
      await catchUp([]).catch(() => {})
    },
  }
}

function roomsWithNews(changes: readonly Change[]): Set<string> {
  const rooms = new Set<string>()
  for (const change of changes) {
    if (change.kind === 'message' || change.kind === 'revised') rooms.add(change.roomId)
  }
  return rooms
}

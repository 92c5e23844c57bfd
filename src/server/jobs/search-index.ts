import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Database } from '../database/database.ts'
import type { DialectName } from '../database/migrations/index.ts'
import type { Parlor } from '../domain/parlor.ts'
import { isBehind } from '../domain/search/progress.ts'
import type { SearchQuestions } from '../domain/search/questions.ts'
import type { ThrottledLog } from '../engine/feed/feed.ts'
import type { AskedThread } from '../engine/threads/asked-thread.ts'
import { system } from '../engine/transaction.ts'

interface SearchIndexDeps {
  /** For one look at the beginning: if there is nothing to do, nothing is started. */
  database: Pick<Database, 'db'>
  parlor: Pick<Parlor, 'jobs'>
  thread: AskedThread<SearchQuestions>
  dialect: DialectName
  logger: Logger
  /** Hears of a database that is away, and is back. */
  troubles: ThrottledLog
}

/** Keeps the search index up with what is said, of this process and of those that ended too soon. */
export interface SearchIndexing {
  /** Something was said in these rooms. */
  wake(roomIds: Iterable<string>): void
  /** Finds out whether an older Parlor, or a process that ended, has left something to be read. */
  begin(): Promise<void>
  /** To be called every few seconds, for what other processes left. */
  look(): void
  /** Looks everywhere. Resolves when nothing is left; it does not rest meanwhile. */
  sweep(): Promise<void>
  /** Whether nothing was left when it last looked. */
  isIndexed(): boolean
  stop(): Promise<void>
}

/** What is said within so long is read together; ms. */
const together = 100
/**
 * After each write the index waits for so many times as long as that took: so it takes this part of the
 * time of whoever writes, and less when others do.
 */
const restPerWrite = 8
const longestRest = 400
/** How often a long reading of an old database says how far it is; ms. */
const reportEvery = 10_000

export function createSearchIndexing(deps: SearchIndexDeps): SearchIndexing {
  const { database, parlor, thread, dialect, logger, troubles } = deps
  const wanted = new Set<string>()
  let isAllWanted = false
  let isWhole = false
  let isHurried = false
  /** Ends a rest. */
  let hurry = (): void => {}
  let working: Promise<void> | undefined
  const stopping = new AbortController()

  function work(): Promise<void> {
    working ??= workOn().finally(() => {
      working = undefined
    })
    return working
  }

  async function workOn(): Promise<void> {
    const report = createReport()
    await rest(together)
    while ((isAllWanted || wanted.size > 0) && !stopping.signal.aborted) {
      const roomIds = isAllWanted ? undefined : [...wanted]
      const wasAll = isAllWanted
      wanted.clear()
      isAllWanted = false
      try {
        const left = await step(roomIds)
        troubles.well()
        if (wasAll) {
          isAllWanted = left
          isWhole = !left
        } else if (left) for (const id of roomIds ?? []) wanted.add(id)
        if (left) await report.maybe()
      } catch (error) {
        if (stopping.signal.aborted) return
        // The next sweep finds what was not read.
        isWhole = false
        troubles.trouble(error)
        break
      }
    }
    report.end()
  }

  /** Reads on and writes down what was read. True: there may be more. */
  async function step(roomIds: string[] | undefined): Promise<boolean> {
    const steps = await thread.ask('gather', roomIds ? { roomIds } : {})
    if (steps.length === 0) return false
    const before = performance.now()
    await parlor.jobs.run('indexMessages', system, { dialect, steps })
    await rest(Math.min(longestRest, restPerWrite * (performance.now() - before)))
    return true
  }

  async function rest(ms: number): Promise<void> {
    if (isHurried) return
    const hurried = new AbortController()
    hurry = () => hurried.abort()
    const signal = AbortSignal.any([hurried.signal, stopping.signal])
    await sleep(ms, undefined, { signal }).catch(() => {})
  }

  /** Says how far a long reading is, for whoever runs the server. */
  function createReport() {
    let last = performance.now()
    let hasReported = false
    return {
      async maybe(): Promise<void> {
        if (performance.now() - last < reportEvery) return
        last = performance.now()
        hasReported = true
        const { done, of } = await thread.ask('progress', {})
        logger.info({ done, of }, 'Older messages are being read for the search.')
      },
      end(): void {
        if (hasReported && isWhole) logger.info('All messages have been read for the search.')
      },
    }
  }

  return {
    wake(roomIds) {
      for (const id of roomIds) wanted.add(id)
      if (wanted.size > 0) void work()
    },
    async begin() {
      try {
        isWhole = !(await isBehind(database.db()))
      } catch (error) {
        troubles.trouble(error)
      }
      if (isWhole) return
      isAllWanted = true
      void work()
    },
    look() {
      if (!thread.isRunning()) return
      isAllWanted = true
      void work()
    },
    async sweep() {
      isAllWanted = true
      isHurried = true
      hurry()
      while (isAllWanted && !stopping.signal.aborted) await work()
      isHurried = false
    },
    isIndexed: () => isWhole,
    async stop() {
      stopping.abort()
      await working
    },
  }
}

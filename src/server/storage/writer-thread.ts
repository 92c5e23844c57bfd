import { type MessagePort, Worker } from 'node:worker_threads'
import type { Commit, Committed, Job } from './group-commit.ts'

interface Request {
  number: number
  jobs: Job[]
}
interface Reply {
  number: number
  committed: Committed
}

/** A thread of its own for the writes: waiting for the disk there does not hold up polls here. */
export interface WriterThread {
  commit: Commit
  close(): Promise<void>
}

export interface WriterEvents {
  /** An error ended the thread; no write can be made any more. */
  onCrash(error: Error): void
  /** Another process has written to the same file. */
  onOtherWriters(): void
}

/** What the thread says when it was not asked. */
const ready = 'ready'
const othersWrote = 'others wrote'

/** What a group of writes leaves behind is soon collected; room for more would only lie about. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 }

/** Starts `script` in a thread, which is to call `serveCommits` when its database is open. */
export async function startWriterThread(
  script: URL,
  databaseUrl: string,
  events: WriterEvents,
): Promise<WriterThread> {
  const worker = new Worker(script, { workerData: { databaseUrl }, resourceLimits })
  const pending = new Map<number, (committed: Committed) => void>()
  let number = 0
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
  })
  worker.on('error', events.onCrash)
  worker.on('message', (reply: Reply | typeof othersWrote) => {
    if (reply === othersWrote) return events.onOtherWriters()
    pending.get(reply.number)?.(reply.committed)
    pending.delete(reply.number)
  })
  return {
    commit: (jobs) =>
      new Promise((resolve) => {
        number += 1
        pending.set(number, resolve)
        worker.postMessage({ number, jobs } satisfies Request)
      }),
    close: async () => {
      await new Promise<void>((resolve) => {
        worker.once('exit', () => resolve())
        worker.postMessage('close')
      })
    },
  }
}

/** The thread's side: tells that another process has written. */
export function tellOfOtherWriters(port: MessagePort): void {
  port.postMessage(othersWrote)
}

/** The thread's side: answers each group with what became of it, until it is told to close. */
export function serveCommits(port: MessagePort, commit: Commit, close: () => Promise<void>): void {
  port.on('message', async (request: Request | 'close') => {
    if (request === 'close') {
      await close()
      port.close()
      return
    }
    const committed = await commit(request.jobs)
    port.postMessage({ number: request.number, committed } satisfies Reply)
  })
  port.postMessage(ready)
}

import { type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Emitted } from '../change.ts'
import { type Commit, type Committed, type Job, maxGroup, type Outcome } from '../group-commit.ts'

// Both cross as JSON, which is quicker to write and to read than structured clones of many objects. But for
// bytes, which JSON has no good way to write: they cross beside it.
interface Request {
  number: number
  /** What time it is; ms. The thread has no clock of its own. */
  now: number
  jobs: Job[]
}
/** What became of several requests that shared one commit. */
interface Reply<Change extends Emitted> {
  answers: { number: number; outcomes: Told[] }[]
  changes: Change[]
  enqueued?: boolean
}
/** An outcome. One that is a change of the commit itself is told as its place among them, and not twice. */
type Told = Outcome | { kind: 'changed'; place: number }

/** A thread of its own for the writes: waiting for the disk there does not hold up polls here. */
export interface WriterThread<Change extends Emitted> {
  commit: Commit<Change>
  /** Has the thread's heap give back what starting took. */
  giveBackMemory(): void
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
/** What it is told besides requests. */
const closeNow = 'close'
const giveBack = 'give back memory'

/** What a group of writes leaves behind is soon collected; room for more would only lie about. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 }

/** Starts `script` in a thread, which is to call `serveCommits` when its database is open. */
export async function startWriterThread<Change extends Emitted>(
  script: URL,
  databaseUrl: string,
  clock: () => number,
  events: WriterEvents,
): Promise<WriterThread<Change>> {
  const worker = new Worker(script, { workerData: { databaseUrl }, resourceLimits })
  const pending = new Map<number, (committed: Committed<Change>) => void>()
  let number = 0
  await new Promise<void>((resolve, reject) => {
    worker.on('message', (text: unknown) => {
      if (text === ready) resolve()
    })
    worker.once('error', reject)
  })
  worker.on('error', events.onCrash)
  worker.on('message', (text: unknown) => {
    // `node --watch` has threads tell on this channel, too, which files they load.
    if (typeof text !== 'string' || text === ready) return
    if (text === othersWrote) return events.onOtherWriters()
    const { answers, changes, enqueued = false }: Reply<Change> = JSON.parse(text)
    for (const [i, { number, outcomes }] of answers.entries()) {
      // The changes of the commit are told once, with the first of those who share it.
      const told = i === 0 ? { changes, enqueued } : { changes: [] }
      pending.get(number)?.({ outcomes: outcomes.map((one) => outcomeOf(one, changes)), ...told })
      pending.delete(number)
    }
  })
  const commit = (jobs: Job[]) =>
    new Promise<Committed<Change>>((resolve) => {
      number += 1
      pending.set(number, resolve)
      worker.postMessage(written({ number, now: clock(), jobs }))
    })
  return {
    commit: Object.assign(commit, { queues: true }),
    giveBackMemory: () => worker.postMessage(giveBack),
    close: async () => {
      await new Promise<void>((resolve) => {
        worker.once('exit', () => resolve())
        worker.postMessage(closeNow)
      })
    },
  }
}

function outcomeOf(told: Told, changes: readonly Emitted[]): Outcome {
  return told.kind === 'changed' ? { kind: 'done', value: changes[told.place] } : told
}

/** A request whose jobs have bytes; `bytes` has those of each job, in order. */
interface WithBytes {
  text: string
  bytes: (Uint8Array | undefined)[]
}

function written({ jobs, ...about }: Request): string | WithBytes {
  const bytes = jobs.map(({ args }) => bytesIn(args))
  if (!bytes.some(Boolean)) return JSON.stringify({ ...about, jobs } satisfies Request)
  const without = jobs.map((job, at) =>
    bytes[at] ? { ...job, args: withoutBytes(job.args) } : job,
  )
  return { text: JSON.stringify({ ...about, jobs: without } satisfies Request), bytes }
}

function bytesIn(args: unknown): Uint8Array | undefined {
  if (typeof args !== 'object' || args === null || !('bytes' in args)) return undefined
  return args.bytes instanceof Uint8Array ? args.bytes : undefined
}

function withoutBytes(args: unknown): object {
  return { ...Object(args), bytes: undefined }
}

function read(message: string | WithBytes): Request {
  if (typeof message === 'string') return JSON.parse(message)
  const { jobs, ...about }: Request = JSON.parse(message.text)
  const whole = jobs.map((job, at) => {
    const bytes = message.bytes[at]
    return bytes ? { ...job, args: { ...Object(job.args), bytes } } : job
  })
  return { ...about, jobs: whole }
}

/** Gives their memory back at once: the collector does not hurry for what is outside its heap. */
function letGo(bytes: Uint8Array | undefined): void {
  if (bytes?.buffer instanceof ArrayBuffer) bytes.buffer.transfer(0)
}

/** The thread's side: tells that another process has written. */
export function tellOfOtherWriters(port: MessagePort): void {
  port.postMessage(othersWrote)
}

/** What the thread does when it is asked. */
export interface WriterWork {
  commit: Commit<Emitted>
  /** Ms; for all that is committed from now on. */
  setTime(now: number): void
  giveBackMemory(): void
  close(): Promise<void>
}

/**
 * The thread's side: commits what is asked for, until it is told to close. Requests that arrived
 * during one commit share the next.
 */
export function serveCommits(
  port: MessagePort,
  { commit, setTime, giveBackMemory, close }: WriterWork,
): void {
  const arrived: Request[] = []
  let isWorking = false
  let isClosing = false

  function take(message: string | WithBytes): void {
    if (message === closeNow) isClosing = true
    else if (message === giveBack) giveBackMemory()
    else arrived.push(read(message))
  }

  /** What is there already, without waiting for the event loop to bring it. */
  function takeAll(): void {
    for (;;) {
      const next = receiveMessageOnPort(port)
      if (!next) return
      take(next.message)
    }
  }

  function nextRequests(): Request[] {
    takeAll()
    let jobs = 0
    const end = arrived.findIndex((request) => {
      jobs += request.jobs.length
      return jobs > maxGroup
    })
    return arrived.splice(0, end === -1 ? arrived.length : Math.max(1, end))
  }

  async function work(): Promise<void> {
    isWorking = true
    for (;;) {
      const requests = nextRequests()
      if (requests.length === 0) break
      setTime(Math.max(...requests.map(({ now }) => now)))
      const jobs = requests.flatMap((request) => request.jobs)
      const { outcomes, ...rest } = await commit(jobs)
      const places = new Map<unknown, number>(rest.changes.map((change, place) => [change, place]))
      const told = outcomes.map((outcome): Told => {
        const place = outcome.kind === 'done' ? places.get(outcome.value) : undefined
        return place === undefined ? outcome : { kind: 'changed', place }
      })
      const answers = requests.map(({ number, jobs }) => {
        return { number, outcomes: told.splice(0, jobs.length) }
      })
      port.postMessage(JSON.stringify({ answers, ...rest } satisfies Reply<Emitted>))
      for (const { args } of jobs) letGo(bytesIn(args))
    }
    isWorking = false
    if (!isClosing) return
    await close()
    port.close()
  }

  port.on('message', (message: string | WithBytes) => {
    take(message)
    if (!isWorking) void work()
  })
  port.postMessage(ready)
}

import { type MessagePort, Worker } from 'node:worker_threads'

// Both cross as JSON, as with the writer.
interface Question {
  number: number
  about: string
  args: unknown
}
interface Answer {
  number: number
  value?: unknown
  error?: string
}

/** What a thread can be asked, by name. */
// biome-ignore lint/suspicious/noExplicitAny: questions differ in what they take; `AskedThread` infers it.
export type Questions = Record<string, (args: any) => Promise<unknown>>

/** A thread that reads and answers, and changes nothing: what it is asked can be asked again. */
export interface AskedThread<Q extends Questions> {
  /** Starts the thread if it does not run. @throws what the thread throws, or `ThreadEnded`. */
  ask<K extends keyof Q & string>(about: K, args: Parameters<Q[K]>[0]): ReturnType<Q[K]>
  /** Whether it was started, and has not ended since. */
  isRunning(): boolean
  close(): Promise<void>
}

/** The thread has ended before it answered. The next question starts it anew. */
export class ThreadEnded extends Error {}

const closeNow = 'close'
const resourceLimits = { maxYoungGenerationSizeMb: 8 }

/** Has questions answered by a thread that runs `script`, started with the first of them. */
export function createAskedThread<Q extends Questions>(
  script: URL,
  workerData: unknown,
): AskedThread<Q> {
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let worker: Worker | undefined
  let number = 0
  let isClosing = false

  function start(): Worker {
    const started = new Worker(script, { workerData, resourceLimits })
    let reason: unknown
    started.on('error', (error) => {
      reason = error
    })
    started.on('message', (text: unknown) => {
      // `node --watch` has threads tell on this channel, too, which files they load.
      if (typeof text !== 'string') return
      const answer: Answer = JSON.parse(text)
      const asked = pending.get(answer.number)
      pending.delete(answer.number)
      if (answer.error === undefined) asked?.resolve(answer.value)
      else asked?.reject(new Error(answer.error))
    })
    started.once('exit', () => {
      worker = undefined
      const error = new ThreadEnded('The thread has ended.', { cause: reason })
      for (const { reject } of pending.values()) reject(error)
      pending.clear()
    })
    return started
  }

  const ask = (about: string, args: unknown) =>
    new Promise((resolve, reject) => {
      if (isClosing) return reject(new ThreadEnded('The server is closing.'))
      number += 1
      pending.set(number, { resolve, reject })
      worker ??= start()
      worker.postMessage(JSON.stringify({ number, about, args } satisfies Question))
    })

  return {
    // What comes back is what the thread's function gave: both are held to `Q`.
    ask: ask as AskedThread<Q>['ask'],
    isRunning: () => worker !== undefined,
    async close() {
      isClosing = true
      const ending = worker
      if (!ending) return
      await new Promise<void>((resolve) => {
        ending.once('exit', () => resolve())
        ending.postMessage(closeNow)
      })
    },
  }
}

/** The thread's side: answers until it is told to close. */
export function answerQuestions(
  port: MessagePort,
  questions: Questions,
  close: () => Promise<void>,
): void {
  const underWay = new Set<Promise<void>>()

  async function answer({ number, about, args }: Question): Promise<void> {
    port.postMessage(JSON.stringify(await answerTo(number, about, args)))
  }

  async function answerTo(number: number, about: string, args: unknown): Promise<Answer> {
    try {
      return { number, value: await questions[about]?.(args) }
    } catch (error) {
      return { number, error: error instanceof Error ? (error.stack ?? error.message) : `${error}` }
    }
  }

  port.on('message', async (text: string) => {
    if (text === closeNow) {
      await Promise.all(underWay)
      await close()
      port.close()
      return
    }
    const answered = answer(JSON.parse(text)).finally(() => underWay.delete(answered))
    underWay.add(answered)
  })
}

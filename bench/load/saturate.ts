import { setTimeout as sleep } from 'node:timers/promises'
import { openConnection } from './connection.ts'
import { createTimes, type Times } from './times.ts'

export interface SaturateTask {
  kind: 'saturate'
  port: number
  /** Whole requests, sent in turn. */
  requests: string[]
  connections: number
  seconds: number
}

export interface Saturation {
  perSecond: number
  requests: number
  times: Times
  /** How many answers had which status. */
  statuses: Record<number, number>
  brokenConnections: number
  /** Bytes of the first answer, headers included. */
  answerBytes: number
  /** Answers of another length than the first. */
  otherLengths: number
}

/** Asks over and over on some connections, on each as soon as it has its answer. */
export async function saturate(
  { port, requests, connections, seconds }: SaturateTask,
  started: () => void,
): Promise<Saturation> {
  const bytes = requests.map((request) => Buffer.from(request))
  const times = createTimes()
  const statuses: Record<number, number> = {}
  let asked = 0
  let answers = 0
  let brokenConnections = 0
  let answerBytes = 0
  let otherLengths = 0
  let over = false

  const open = await Promise.all(
    Array.from({ length: connections }, () =>
      openConnection(port, () => {
        brokenConnections += 1
      }),
    ),
  )
  started()
  const start = performance.now()
  for (const connection of open) {
    const ask = (): void => {
      const request = bytes[asked++ % bytes.length]
      if (!request) throw new Error('There is nothing to ask.')
      const sent = performance.now()
      connection.send(request, (answer) => {
        answers += 1
        answerBytes ||= answer.bytes.length
        if (answer.bytes.length !== answerBytes) otherLengths += 1
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
        times.add(performance.now() - sent)
        if (!over) ask()
      })
    }
    ask()
  }
  await sleep(seconds * 1000)
  over = true
  const perSecond = answers / ((performance.now() - start) / 1000)
  for (const connection of open) connection.close()
  return {
    perSecond,
    requests: answers,
    times: times.summary(),
    statuses,
    brokenConnections,
    answerBytes,
    otherLengths,
  }
}

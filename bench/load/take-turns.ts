import { openConnection } from './connection.ts'
import { createTimes, type Times } from './times.ts'

export interface TakeTurnsTask {
  kind: 'take turns'
  port: number
  /** By name, the whole requests that stand for it. */
  requests: Record<string, string[]>
  rounds: number
  /** What every answer must be; 200 unless it says otherwise. */
  status?: number
}

/**
 * Times kinds of requests one after another in turn, so that whatever else the machine does
 * falls on all of them alike.
 */
export async function takeTurns(
  { port, requests, rounds, status: expected = 200 }: TakeTurnsTask,
  started: () => void,
): Promise<Record<string, Times>> {
  const connection = await openConnection(port, (error) => {
    throw error
  })
  const kinds = Object.entries(requests).map(([name, texts]) => ({
    name,
    bytes: texts.map((text) => Buffer.from(text)),
    times: createTimes(),
  }))
  started()
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, bytes, times } of kinds) {
      const request = bytes[round % bytes.length]
      if (!request) throw new Error(`There is nothing to ask for ${name}.`)
      const sent = performance.now()
      const status = await new Promise<number>((resolve) =>
        connection.send(request, (answer) => resolve(answer.status)),
      )
      times.add(performance.now() - sent)
      if (status !== expected) throw new Error(`${name} was answered ${status}.`)
    }
  }
  connection.close()
  return Object.fromEntries(kinds.map(({ name, times }) => [name, times.summary()]))
}

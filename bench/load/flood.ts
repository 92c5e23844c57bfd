import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface FloodTask {
  kind: 'flood'
  port: number
  /** Whole requests, sent in turn; a character is a byte. */
  requests: string[]
  connections: number
  /** How many requests go out at once on each connection; with 1 it is no pipelining. */
  atOnce: number
  /** Whether the answers are read. */
  reads: boolean
  seconds: number
}

export interface FloodReport {
  answers: number
  /** How many there were of each status. */
  statuses: Record<string, number>
  bytes: number
  /** Connections that the server closed; each is opened again. */
  closed: number
}

const beginning = 'HTTP/1.1 '

/** Asks as fast as the server lets one, and faster; what comes back is counted and thrown away. */
export async function flood(
  { port, requests, connections, atOnce, reads, seconds }: FloodTask,
  started: () => void,
): Promise<FloodReport> {
  let sent = 0
  const report: FloodReport = { answers: 0, statuses: {}, bytes: 0, closed: 0 }
  const open = new Set<Socket>()
  let over = false

  function lot(): string {
    const some = Array.from({ length: atOnce }, () => requests[sent++ % requests.length])
    return some.join('')
  }

  function begin(): void {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let waiting = atOnce
    open.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => {
      open.delete(socket)
      if (over) return
      report.closed += 1
      setTimeout(() => over || begin(), 50)
    })
    socket.write(lot(), 'latin1')
    if (!reads) return void socket.pause()
    socket.on('data', (bytes: Buffer) => {
      report.bytes += bytes.length
      for (let at = bytes.indexOf(beginning); at !== -1; at = bytes.indexOf(beginning, at + 1)) {
        report.answers += 1
        const status = bytes.toString('latin1', at + beginning.length, at + beginning.length + 3)
        report.statuses[status] = (report.statuses[status] ?? 0) + 1
        waiting -= 1
      }
      if (waiting > 0) return
      waiting = atOnce
      socket.write(lot(), 'latin1')
    })
  }

  for (let at = 0; at < connections; at += 1) begin()
  started()
  await sleep(seconds * 1000)
  over = true
  for (const socket of open) socket.destroy()
  return report
}

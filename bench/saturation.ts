import type { Saturation } from './load/saturate.ts'
import { median } from './numbers.ts'
import type { Bench } from './row.ts'

/** A server, and the request to send it over and over. */
export interface Subject {
  port: number
  pid: number
  request: string
}

export interface Measured extends Saturation {
  /** Microseconds of processor time. */
  cpuPerRequest: number
}

export interface Comparison {
  perSecond: number
  /** Medians over the rounds of what the first did by what the second did in the same round. */
  ofRate: number
  ofCpu: number
  rounds: { first: Measured; second: Measured }[]
}

const connections = 64
const rounds = 20
const seconds = 0.5

/**
 * Saturates two servers in turn, for a moment each: what else the machine does at a time falls on
 * both alike, and the ratio is of neighbours. Who goes first changes with each round, so that a
 * machine that grows slower or quicker favours neither.
 */
export async function compare(bench: Bench, first: Subject, second: Subject): Promise<Comparison> {
  const all: Comparison['rounds'] = []
  // One uncounted round: the code of both is compiled during it.
  for (let round = 0; round <= rounds; round += 1) {
    const begun = round % 2 === 0 ? await saturate(bench, first) : undefined
    const measured = await saturate(bench, second)
    const pair = { first: begun ?? (await saturate(bench, first)), second: measured }
    if (round > 0) all.push(pair)
  }
  return {
    perSecond: median(all.map((pair) => pair.first.perSecond)),
    ofRate: median(all.map((pair) => pair.first.perSecond / pair.second.perSecond)),
    ofCpu: median(all.map((pair) => pair.first.cpuPerRequest / pair.second.cpuPerRequest)),
    rounds: all,
  }
}

async function saturate(bench: Bench, { port, pid, request }: Subject): Promise<Measured> {
  const { report, cpu } = await bench.generator.perform(
    { kind: 'saturate', port, requests: [request], connections, seconds: bench.seconds(seconds) },
    { pid },
  )
  const { requests, statuses, brokenConnections, otherLengths } = report
  const wrong = requests - (statuses[200] ?? 0) + brokenConnections + otherLengths
  if (wrong > 0) throw new Error(`${wrong} answers were wrong: ${JSON.stringify(report)}`)
  return { ...report, cpuPerRequest: (cpu / requests) * 1e6 }
}

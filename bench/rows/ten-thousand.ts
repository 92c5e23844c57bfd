import { faultsIn } from '../crowds.ts'
import type { Person } from '../load/requests.ts'
import { residentBytes } from '../machine.ts'
import { ms, number, ratio } from '../numbers.ts'
import type { Running } from '../processes.ts'
import type { Bench, Row } from '../row.ts'

const people = 10_000
const rooms = 100
const atMost = { p99: 50, ofCpu: 1.3, idleMb: 150, kbEach: 4 }
/** Long enough for the idle server to have let go of what starting took. */
const settleMs = 3000

/** Ten thousand people who poll each second, and what they cost of the processor and in memory. */
export const tenThousand: Row = {
  name: 'ten-thousand',
  async measure(bench) {
    const world = await bench.world({ people, rooms, messages: 1000 })
    const bare = await load(bench, await bench.bareHttp(), world.people, 'any')
    const ours = await load(bench, await bench.parlor(world), world.people)
    const { polls } = ours.report
    const faults = faultsIn(ours.report)
    const ofCpu = ours.cpuPerPoll / bare.cpuPerPoll
    const kbEach = (ours.grown - bare.grown) / people / 1024
    const idleMb = ours.idle / 2 ** 20
    return {
      lines: [
        {
          what: `${number(people)} people in ${rooms} rooms polling each second`,
          target: `no errors, none late, p99 < ${atMost.p99} ms`,
          measured: [
            `p50 ${ms(polls.p50)}, p99 ${ms(polls.p99)}, ${number(polls.count)} polls`,
            ...faults,
          ].join('; '),
          pass: polls.p99 < atMost.p99 && faults.length === 0,
        },
        {
          what: 'processor time of each of those polls',
          target: `≤ ${atMost.ofCpu} × bare node:http`,
          measured: `${ratio(ofCpu)} (${ours.cpuPerPoll.toFixed(1)} µs)`,
          pass: Number.isNaN(ofCpu) ? undefined : ofCpu <= atMost.ofCpu,
        },
        {
          what: 'memory, idle',
          target: `≤ ${atMost.idleMb} MB`,
          measured: `${idleMb.toFixed(0)} MB`,
          pass: Number.isNaN(idleMb) ? undefined : idleMb <= atMost.idleMb,
        },
        {
          what: 'memory for each person online, besides node:http’s own',
          target: `≤ ${atMost.kbEach} KB`,
          measured: `${kbEach.toFixed(1)} KB (with the connection ${(ours.grown / people / 1024).toFixed(1)} KB)`,
          pass: Number.isNaN(kbEach) ? undefined : kbEach <= atMost.kbEach,
        },
      ],
      numbers: { ours, bare },
    }
  },
}

async function load(bench: Bench, server: Running, readers: Person[], cursor?: string) {
  try {
    await new Promise((resolve) => setTimeout(resolve, settleMs))
    const idle = residentBytes(server.pid)
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, residentBytes(server.pid))
    }, 500)
    const { report, cpu } = await bench.generator.perform(
      {
        kind: 'crowd',
        port: server.port,
        seconds: bench.seconds(20),
        readers,
        writers: [],
        pace: 'flat out',
        ...(cursor !== undefined && { cursor }),
      },
      server,
    )
    clearInterval(watch)
    return { report, cpuPerPoll: (cpu / report.polls.count) * 1e6, idle, grown: most - idle }
  } finally {
    await server.stop()
  }
}

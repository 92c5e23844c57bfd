import { faultsIn } from '../crowds.ts'
import type { Person } from '../load/requests.ts'
import { residentBytes } from '../machine.ts'
import { median, ms, number, ratio } from '../numbers.ts'
import type { Bench, Row } from '../row.ts'

const people = 10_000
const rooms = 100
const atMost = { p99: 50, ofCpu: 1.3, idleMb: 150, kbEach: 4 }
const rounds = 5
/** Of load, in each round, on either server. */
const seconds = 8
/** Whoever fell quiet between two loads is heard again, which is news to their rooms; s. */
const settleSeconds = 5
/** Long enough for the idle server to have let go of what starting took. */
const settleMs = 3000

/** Ten thousand people who poll each second, and what they cost of the processor and in memory. */
export const tenThousand: Row = {
  name: 'ten-thousand',
  async measure(bench) {
    const world = await bench.world({ people, rooms, messages: 1000 })
    const [parlor, bareHttp] = await Promise.all([bench.parlor(world), bench.bareHttp()])
    const servers = { ours: { ...parlor }, bare: { ...bareHttp, cursor: 'any' } }
    const all: { ours: Loaded; bare: Loaded }[] = []
    try {
      await new Promise((resolve) => setTimeout(resolve, settleMs))
      // In turn, so that what else the machine does falls on both; who goes first changes.
      for (let round = 0; round <= rounds; round += 1) {
        const begun = round % 2 === 0 ? await load(bench, servers.ours, world.people) : undefined
        const bare = await load(bench, servers.bare, world.people)
        all.push({ ours: begun ?? (await load(bench, servers.ours, world.people)), bare })
      }
    } finally {
      await Promise.all([parlor.stop(), bareHttp.stop()])
    }
    // The memory of a server is that of its first load; its code is compiled during it.
    const [first, ...counted] = all
    if (!first) throw new Error('Nothing was measured.')
    const { ours, bare } = first
    const reports = counted.map((round) => round.ours.report)
    const faults = reports.flatMap(faultsIn)
    const p50 = median(reports.map(({ polls }) => polls.p50))
    const p99 = median(reports.map(({ polls }) => polls.p99))
    const polls = reports.reduce((sum, report) => sum + report.polls.count, 0)
    const ofCpu = median(counted.map((round) => round.ours.cpuPerPoll / round.bare.cpuPerPoll))
    const cpuPerPoll = median(counted.map((round) => round.ours.cpuPerPoll))
    const kbEach = (ours.grown - bare.grown) / people / 1024
    const idleMb = ours.idle / 2 ** 20
    return {
      lines: [
        {
          what: `${number(people)} people in ${rooms} rooms polling each second`,
          target: `no errors, none late, p99 < ${atMost.p99} ms`,
          measured: [`p50 ${ms(p50)}, p99 ${ms(p99)}, ${number(polls)} polls`, ...faults].join(
            '; ',
          ),
          pass: p99 < atMost.p99 && faults.length === 0,
        },
        {
          what: 'processor time of each of those polls',
          target: `≤ ${atMost.ofCpu} × bare node:http`,
          measured: `${ratio(ofCpu)} (${cpuPerPoll.toFixed(1)} µs)`,
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
      numbers: { rounds: all },
    }
  },
}

type Loaded = Awaited<ReturnType<typeof load>>

async function load(
  bench: Bench,
  server: { pid: number; port: number; cursor?: string },
  readers: Person[],
) {
  const idle = residentBytes(server.pid)
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, residentBytes(server.pid))
  }, 500)
  const { report, cpu } = await bench.generator.perform(
    {
      kind: 'crowd',
      port: server.port,
      seconds: bench.seconds(seconds),
      readers,
      writers: [],
      pace: 'flat out',
      settleSeconds,
      // With a core of its own it takes nothing from the server.
      staysAwake: bench.cores.generator !== undefined,
      ...(server.cursor !== undefined && { cursor: server.cursor }),
    },
    server,
  )
  clearInterval(watch)
  return { report, cpuPerPoll: (cpu / report.polls.count) * 1e6, idle, grown: most - idle }
}

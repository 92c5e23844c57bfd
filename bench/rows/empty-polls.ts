import { pollRequest } from '../load/requests.ts'
import { median, number, ratio } from '../numbers.ts'
import type { Bench, Row } from '../row.ts'
import { enter } from '../visits.ts'

const connections = 64
const atLeast = 0.85
const rounds = 15

/** As many polls as one core can answer when nothing is new, in turn with bare node:http. */
export const emptyPolls: Row = {
  name: 'empty-polls',
  async measure(bench: Bench) {
    // One person alone: nobody comes, goes or falls quiet, so every answer is an empty one.
    const world = await bench.world({ people: 1, rooms: 1, messages: 100 })
    const [parlor, bare] = await Promise.all([bench.parlor(world), bench.bareHttp()])
    try {
      const [person] = world.people
      if (!person) throw new Error('The world is empty.')
      const cursor = await enter(parlor.port, person)
      const measure = async (server: { port: number; pid: number }) => {
        const { report, cpu } = await bench.generator.perform(
          {
            kind: 'saturate',
            port: server.port,
            requests: [pollRequest(server.port, person, cursor).toString()],
            connections,
            seconds: bench.seconds(0.6),
          },
          server,
        )
        const { requests, statuses, brokenConnections, otherLengths } = report
        const wrong = requests - (statuses[200] ?? 0) + brokenConnections + otherLengths
        if (wrong > 0) throw new Error(`${wrong} polls failed: ${JSON.stringify(report)}`)
        return { ...report, cpuPerPoll: (cpu / report.requests) * 1e6 }
      }
      const pairs: {
        ours: Awaited<ReturnType<typeof measure>>
        theirs: (typeof pairs)[0]['ours']
      }[] = []
      // One uncounted round: the code of both is compiled during it.
      for (let round = 0; round <= rounds; round += 1) {
        const pair = { theirs: await measure(bare), ours: await measure(parlor) }
        if (round > 0) pairs.push(pair)
      }
      const perSecond = median(pairs.map(({ ours }) => ours.perSecond))
      const ofBare = median(pairs.map(({ ours, theirs }) => ours.perSecond / theirs.perSecond))
      const cpu = median(pairs.map(({ ours, theirs }) => ours.cpuPerPoll / theirs.cpuPerPoll))
      const bytes = pairs[0]?.ours.answerBytes ?? Number.NaN
      return {
        lines: [
          {
            what: 'empty polls at saturation, one core',
            target: `≥ ${atLeast} × bare node:http`,
            measured: `${ratio(ofBare)} (${number(perSecond)}/s; processor time per poll ${ratio(cpu)})`,
            pass: ofBare >= atLeast,
          },
          {
            what: 'an empty poll’s answer, headers included',
            target: '≤ 250 bytes',
            measured: `${bytes} bytes`,
            pass: bytes <= 250,
          },
        ],
        numbers: { pairs },
      }
    } finally {
      await Promise.all([parlor.stop(), bare.stop()])
    }
  },
}

import { faultsIn } from '../crowds.ts'
import { ms, number } from '../numbers.ts'
import type { Row } from '../row.ts'

const people = 2000
const postsPerSecond = 20
const atMostMs = 1100

/** A full room in which people talk: how soon everyone has what was said. */
export const fanOut: Row = {
  name: 'fan-out',
  async measure(bench) {
    const world = await bench.world({ people, rooms: 1, messages: 100 })
    const parlor = await bench.parlor(world)
    try {
      const { report, cpu } = await bench.generator.perform(
        {
          kind: 'crowd',
          port: parlor.port,
          seconds: bench.seconds(20),
          readers: world.people,
          writers: world.people.slice(0, 100),
          pace: postsPerSecond,
        },
        parlor,
      )
      const { delivery, polls } = report
      const faults = faultsIn(report)
      return {
        lines: [
          {
            what: `${number(people)} people in one room, ${postsPerSecond} posts a second`,
            target: `every message within ${atMostMs / 1000} s at p99`,
            measured: [
              `p50 ${ms(delivery.p50)}, p99 ${ms(delivery.p99)} (polls: p99 ${ms(polls.p99)})`,
              ...faults,
            ].join('; '),
            pass: delivery.p99 <= atMostMs && faults.length === 0,
          },
        ],
        numbers: { report, cpu },
      }
    } finally {
      await parlor.stop()
    }
  },
}

import { faultsIn } from '../crowds.ts'
import { residentBytes } from '../machine.ts'
import { median, ms, number } from '../numbers.ts'
import type { Row } from '../row.ts'

const people = 2000
const postsPerSecond = 5
const seconds = 600
/** Until then caches fill and code is compiled, as a share of the whole. */
const warmUp = 0.25
const sampleMs = 2000
const flat = 1.05

/** Ten minutes of ordinary life: nothing leaks, nothing fails. */
export const soak: Row = {
  name: 'soak',
  async measure(bench) {
    const world = await bench.world({ people, rooms: 20, messages: 1000 })
    const parlor = await bench.parlor(world)
    const resident: number[] = []
    const watch = setInterval(() => resident.push(residentBytes(parlor.pid)), sampleMs)
    try {
      const { report } = await bench.generator.perform({
        kind: 'crowd',
        port: parlor.port,
        seconds: bench.seconds(seconds),
        readers: world.people,
        writers: world.people.slice(0, 200),
        pace: postsPerSecond,
      })
      const warm = resident.slice(Math.ceil(resident.length * warmUp))
      const third = Math.ceil(warm.length / 3)
      const growth = median(warm.slice(-third)) / median(warm.slice(0, third))
      const faults = faultsIn(report)
      return {
        lines: [
          {
            what: `${number(people)} people, ${postsPerSecond} posts a second, ${report.seconds.toFixed(0)} s`,
            target: 'memory flat after warm-up, no error',
            measured: [
              `last third ${((growth - 1) * 100).toFixed(1)} % above the first (${number(median(warm) / 2 ** 20)} MB); p99 ${ms(report.polls.p99)}`,
              ...faults,
            ].join('; '),
            pass: growth <= flat && faults.length === 0,
          },
        ],
        numbers: { report, resident },
      }
    } finally {
      clearInterval(watch)
      await parlor.stop()
    }
  },
}

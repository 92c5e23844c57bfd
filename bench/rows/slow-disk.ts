import { faultsIn } from '../crowds.ts'
import { canTrace } from '../machine.ts'
import { ms, ratio } from '../numbers.ts'
import type { Bench, Row } from '../row.ts'
import type { World } from '../worlds.ts'

const syncMs = 20
const atMost = 2

/** A disk that takes its time to sync, by injection: posts wait for it, polls must not. */
export const slowDisk: Row = {
  name: 'slow-disk',
  async measure(bench) {
    const what = `polls while each sync of the disk takes ${syncMs} ms longer`
    const target = `p99 ≤ ${atMost} × without, or < ${syncMs / 2} ms`
    if (!canTrace()) {
      const measured = 'not measured: strace is not here'
      return { lines: [{ what, target, measured, pass: undefined }], numbers: {} }
    }
    const world = await bench.world({ people: 500, rooms: 5, messages: 500 })
    const quick = await talk(bench, world, tracing('0'))
    const slow = await talk(bench, world, tracing(`${syncMs}ms`))
    const worse = slow.polls.p99 / quick.polls.p99
    const faults = faultsIn(slow)
    return {
      lines: [
        {
          what,
          target,
          measured: [
            `${ratio(worse)} (${ms(slow.polls.p99)} after ${ms(quick.polls.p99)}; ` +
              `posts p50 ${ms(slow.posts.p50)} after ${ms(quick.posts.p50)})`,
            ...faults,
          ].join('; '),
          pass: (worse <= atMost || slow.polls.p99 < syncMs / 2) && faults.length === 0,
        },
      ],
      numbers: { quick, slow },
    }
  },
}

/** Both runs are traced alike, so that they differ in the delay alone. */
function tracing(delay: string): string[] {
  const calls = 'fsync,fdatasync'
  const filter = ['-f', '-qq', '--seccomp-bpf', '-o', '/dev/null', '-e', `trace=${calls}`]
  return ['strace', ...filter, '-e', `inject=${calls}:delay_exit=${delay}`]
}

async function talk(bench: Bench, world: World, through: string[]) {
  const parlor = await bench.parlor(world, { through })
  try {
    const { report } = await bench.generator.perform({
      kind: 'crowd',
      port: parlor.port,
      seconds: bench.seconds(10),
      readers: world.people,
      writers: world.people.slice(0, 100),
      pace: 30,
    })
    return report
  } finally {
    await parlor.stop()
  }
}

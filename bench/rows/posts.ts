import { join } from 'node:path'
import { faultsIn } from '../crowds.ts'
import { median, ms, number, ratio } from '../numbers.ts'
import { bareSqlite } from '../reference/bare-sqlite.ts'
import type { Bench, Outcome, Row } from '../row.ts'

const writers = 64
const rounds = 3

/** Posts that are durable before they are acknowledged, all into one room. */
export const posts: Row = { name: 'posts', measure: (bench) => measure(bench, 1, 8000) }

/** The same, with a mention of somebody in each. */
export const postsWithMentions: Row = {
  name: 'posts-with-mentions',
  measure: (bench) => measure(bench, 1, 7000, true),
}

/** The same, while two hundred people read the room. */
export const postsWhileRead: Row = {
  name: 'posts-while-read',
  measure: (bench) => measure(bench, 200, 4000),
}

async function measure(
  bench: Bench,
  readers: number,
  atLeast: number,
  mentioning = false,
): Promise<Outcome> {
  const world = await bench.world({ people: writers + 200, rooms: 1, messages: 100 })
  const parlor = await bench.parlor(world, { core: undefined })
  try {
    const runs = []
    for (let round = 0; round <= rounds; round += 1) {
      const file = join(world.directory, `bare-${readers}-${mentioning}-${round}.db`)
      const bare = bareSqlite(file, bench.seconds(1))
      const { report, cpu } = await bench.generator.perform(
        {
          kind: 'crowd',
          port: parlor.port,
          seconds: bench.seconds(6),
          readers: world.people.slice(writers, writers + readers),
          writers: world.people.slice(0, writers),
          pace: 'flat out',
          mentioning,
        },
        parlor,
      )
      // The first round is for warming up.
      if (round > 0) runs.push({ report, cpu, bare })
    }
    const perSecond = median(runs.map(({ report }) => report.posts.count / report.seconds))
    const cpuPerPost = median(runs.map(({ report, cpu }) => (cpu / report.posts.count) * 1e6))
    const ofBare = median(
      runs.map(({ report, bare }) => report.posts.count / report.seconds / bare.by64),
    )
    const p99 = median(runs.map(({ report }) => report.posts.p99))
    const faults = runs.flatMap(({ report }) => faultsIn(report))
    const who = readers > 1 ? `, ${readers} people reading it` : ''
    const how = mentioning ? ', with a mention in each' : ''
    return {
      lines: [
        {
          what: `durable posts a second in one room, ${writers} writers${who}${how}`,
          target: `≥ ${number(atLeast)}/s, every reader sees one log`,
          measured: [
            `${number(perSecond)}/s (p99 ${ms(p99)}, ${number(cpuPerPost)} µs of processor time each`,
            `${ratio(ofBare)} bare SQLite by ${writers})`,
            ...faults,
          ].join('; '),
          pass: perSecond >= atLeast && faults.length === 0,
        },
      ],
      numbers: { runs },
    }
  } finally {
    await parlor.stop()
  }
}

import Sqlite from 'better-sqlite3'
import { faultsIn } from '../crowds.ts'
import { median, number, ratio } from '../numbers.ts'
import type { Row } from '../row.ts'
import type { World } from '../worlds.ts'

const writers = 64
const rounds = 5
const atLeast = 0.95

/** What the index of the search takes from posts: rounds with it and without it, in turn. */
export const postsWhileIndexed: Row = {
  name: 'posts-while-indexed',
  async measure(bench) {
    const size = { people: writers, rooms: 1, messages: 100 }
    const worlds = [await bench.world(size), await bench.world(size, { ...size, messages: 99 })]
    for (const [i, world] of worlds.entries()) if (i === 1) leaveUnread(world)
    const runs = worlds.map(() => [] as number[])
    const faults: string[] = []
    // The first round is for warming up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [i, world] of worlds.entries()) {
        const parlor = await bench.parlor(world, { core: undefined })
        try {
          const { report } = await bench.generator.perform({
            kind: 'crowd',
            port: parlor.port,
            seconds: bench.seconds(6),
            readers: [],
            writers: world.people.slice(0, writers),
            pace: 'flat out',
          })
          if (round > 0) runs[i]?.push(report.posts.count / report.seconds)
          faults.push(...faultsIn(report))
        } finally {
          await parlor.stop()
        }
      }
    }
    const [withIt = Number.NaN, without = Number.NaN] = runs.map(median)
    return {
      lines: [
        {
          what: 'posts a second in one room while the search reads them',
          target: `≥ ${atLeast} × without`,
          measured: [
            `${ratio(withIt / without)} (${number(withIt)} and ${number(without)}/s)`,
            ...faults,
          ].join('; '),
          pass: withIt / without >= atLeast && faults.length === 0,
        },
      ],
      numbers: { runs },
    }
  },
}

/** Has it look as if everything had been read for the search that will ever be said. */
function leaveUnread({ databaseUrl }: World): void {
  const file = new Sqlite(databaseUrl.slice('sqlite:'.length))
  file.exec(
    'insert into search_room (room_id, rev, hidden, complete) select id, 1000000000000, 0, 1 from room',
  )
  file.close()
}

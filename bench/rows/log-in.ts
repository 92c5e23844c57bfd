import { request } from '../load/requests.ts'
import { ms, ratio } from '../numbers.ts'
import type { Row } from '../row.ts'
import { firstOf } from '../worlds.ts'

const atMost = 1.1

/** A log-in that fails must take as long for a name that nobody has: else names could be found out. */
export const logIn: Row = {
  name: 'log-in',
  async measure(bench) {
    const world = await bench.world({ people: 10, rooms: 1, messages: 100 })
    const parlor = await bench.parlor(world)
    try {
      const attempt = (username: string) => {
        const json = { username, password: 'not the right one' }
        return [request('POST', '/api/session', { port: parlor.port, cookie: '', json }).toString()]
      }
      const known = firstOf(world.people).username
      const { report } = await bench.generator.perform({
        kind: 'take turns',
        port: parlor.port,
        status: 401,
        rounds: Math.ceil(bench.seconds(60)),
        requests: { known: attempt(known), unknown: attempt(known.replaceAll(/./g, 'q')) },
      })
      const { known: ofKnown, unknown: ofUnknown } = report
      if (!ofKnown || !ofUnknown) throw new Error('A log-in was not timed.')
      const differs = Math.max(ofKnown.p50 / ofUnknown.p50, ofUnknown.p50 / ofKnown.p50)
      return {
        lines: [
          {
            what: 'a wrong password, against a name that nobody has',
            target: `medians within ${atMost} ×`,
            measured: `${ratio(differs)} (${ms(ofKnown.p50)} and ${ms(ofUnknown.p50)})`,
            pass: differs <= atMost,
          },
        ],
        numbers: { report },
      }
    } finally {
      await parlor.stop()
    }
  },
}

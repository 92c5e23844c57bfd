import { pollRequest } from '../load/requests.ts'
import { number, ratio } from '../numbers.ts'
import type { Row } from '../row.ts'
import { compare } from '../saturation.ts'
import { enter } from '../visits.ts'
import { firstOf } from '../worlds.ts'

const atLeast = 0.85
const atMostBytes = 250

/** As many polls as one core can answer when nothing is new, in turn with bare node:http. */
export const emptyPolls: Row = {
  name: 'empty-polls',
  async measure(bench) {
    // One person alone: nobody comes, goes or falls quiet, so every answer is an empty one.
    const world = await bench.world({ people: 1, rooms: 1, messages: 100 })
    const [parlor, bare] = await Promise.all([bench.parlor(world), bench.bareHttp()])
    try {
      const person = firstOf(world.people)
      const cursor = await enter(parlor.port, person)
      const request = pollRequest(parlor.port, person, cursor).toString()
      const compared = await compare(bench, { ...parlor, request }, { ...bare, request })
      const bytes = firstOf(compared.rounds).first.answerBytes
      const { perSecond, ofRate, ofCpu } = compared
      return {
        lines: [
          {
            what: 'empty polls at saturation, one core',
            target: `≥ ${atLeast} × bare node:http`,
            measured: `${ratio(ofRate)} (${number(perSecond)}/s; processor time of a poll ${ratio(ofCpu)})`,
            pass: ofRate >= atLeast,
          },
          {
            what: 'an empty poll’s answer, headers included',
            target: `≤ ${atMostBytes} bytes`,
            measured: `${bytes} bytes`,
            pass: bytes <= atMostBytes,
          },
        ],
        numbers: compared,
      }
    } finally {
      await Promise.all([parlor.stop(), bare.stop()])
    }
  },
}

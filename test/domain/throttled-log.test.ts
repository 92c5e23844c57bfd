import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createThrottledLog } from '../../src/server/throttled-log.ts'

const gone = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })
const slow = new Error('slow')

test('a trouble that lasts is logged once a minute for each kind, and once that it is over', () => {
  const { troubles, log, pass } = aLog()
  for (let second = 0; second < 90; second += 1) {
    troubles.trouble(gone)
    if (second > 30) troubles.trouble(slow)
    pass(1000)
  }
  expect(log()).toEqual(['no luck: gone', 'no luck: slow', 'no luck: gone'])
  troubles.well()
  troubles.well()
  expect(log().slice(3)).toEqual(['well again'])
  troubles.trouble(gone)
  expect(log().slice(4), 'the next time is told at once').toEqual(['no luck: gone'])
})

test('as long as all is well nothing is logged', () => {
  const { troubles, log } = aLog()
  troubles.well()
  expect(log()).toEqual([])
})

function aLog() {
  const lines: string[] = []
  let now = 0
  const logger = pino({}, { write: (line) => void lines.push(line) })
  const words = { trouble: 'no luck', over: 'well again' }
  return {
    troubles: createThrottledLog(logger, () => now, words),
    pass(ms: number) {
      now += ms
    },
    log: () =>
      lines.map((line) => {
        const { msg, err } = JSON.parse(line)
        return err ? `${msg}: ${err.message}` : msg
      }),
  }
}

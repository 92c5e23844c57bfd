import type { Answer, Connection } from './connection.ts'
import { type Person, request } from './requests.ts'
import type { Tally } from './tally.ts'

/** A window's rail: it asks for news on the connection of its polls, when the number they carry is another. */
export interface Rail {
  /** To be called with the answer to a poll; calls back when there is nothing to be asked any more. */
  heard(answer: Answer, done: () => void): void
}

export function createRail(
  port: number,
  { cookie }: Person,
  connection: Connection,
  tally: Tally,
): Rail {
  let number = ''
  let cursor = ''

  function ask(done: () => void): void {
    const sent = performance.now()
    const after = cursor === '' ? '' : `?after=${cursor}&of=mine`
    const asked = request('GET', `/api/me/news${after}`, { port, cookie })
    connection.send(asked, ({ status, body }) => {
      if (tally.isCounting) tally.news.add(performance.now() - sent)
      if (status !== 200) {
        tally.fail(`news were answered ${status}`)
        return done()
      }
      const text = body.toString()
      cursor = /"cursor":"([^"]*)"/.exec(text)?.[1] ?? cursor
      if (text.endsWith('"more":true}')) ask(done)
      else done()
    })
  }

  return {
    heard({ bytes, body }, done) {
      const head = bytes.toString('latin1', 0, bytes.length - body.length)
      const now = /\r\nparlor-news: *(\d+)/i.exec(head)?.[1] ?? number
      if (now === number) return done()
      number = now
      ask(done)
    },
  }
}

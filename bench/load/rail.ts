import type { Connection } from './connection.ts'
import { type Person, request } from './requests.ts'
import type { Tally } from './tally.ts'

/** What an answer to a poll says, taken apart: what is for everybody at that place, and what for this window. */
export interface Parts {
  changes: Buffer
  news: Buffer | undefined
}

/**
 * A window's rail, as the page has it: its polls say where its news end, and bring what is new. If an
 * answer brings a new number without them, it asks for them on the connection of its polls.
 */
export interface Rail {
  /** What is added to the address of a poll. */
  query(): string
  /** To be called with the answer to a poll; calls back when there is nothing to be asked any more. */
  heard(number: string | undefined, news: Buffer | undefined, done: () => void): void
}

const start = Buffer.from(',"news":{"cursor":"')

export function partsOf(body: Buffer): Parts {
  const at = body.indexOf(start)
  if (at === -1) return { changes: body, news: undefined }
  const changes = Buffer.concat([body.subarray(0, at), Buffer.from('}')])
  return { changes, news: body.subarray(at + ',"news":'.length, -1) }
}

/** Somebody's rail, with what it shows at first. */
export async function createRail(
  port: number,
  { cookie }: Person,
  connection: Connection,
  tally: Tally,
): Promise<Rail> {
  let known = ''
  let cursor = ''

  function take(news: Buffer): boolean {
    const text = news.toString()
    cursor = /"cursor":"([^"]*)"/.exec(text)?.[1] ?? cursor
    return text.endsWith('"more":true}')
  }

  function ask(done: () => void): void {
    const sent = performance.now()
    const after = cursor === '' ? '' : `after=${cursor}&`
    const asked = request('GET', `/api/me/news?${after}of=mine`, { port, cookie })
    connection.send(asked, ({ status, body }) => {
      if (tally.isCounting) tally.news.add(performance.now() - sent)
      if (status !== 200) {
        tally.fail(`news were answered ${status}`)
        return done()
      }
      if (take(body)) ask(done)
      else done()
    })
  }

  await new Promise<void>(ask)
  return {
    query: () => (known === '' ? '' : `&news=${cursor}&known=${known}`),
    heard(number = known, news, done) {
      if (number === known) return done()
      known = number
      if (!news || take(news)) return ask(done)
      if (tally.isCounting) tally.newsWithPolls += 1
      done()
    },
  }
}

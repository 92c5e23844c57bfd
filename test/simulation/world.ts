import { breach } from './breach.ts'
import { type Browser, createBrowser } from './browser.ts'
import { profiles } from './cast.ts'
import { counter, type House, type Image } from './house.ts'
import {
  checkLog,
  checkNothingLost,
  checkOrderOfWriting,
  checkStrip,
  type Written,
} from './laws.ts'
import { createNetwork, type Packet } from './network.ts'
import { openPage, type Page, type Route } from './page.ts'
import { createServer } from './server.ts'
import { createTimeline } from './timeline.ts'
import { createTruth } from './truth.ts'
import { createWitness } from './witness.ts'

/** More than a freshly loaded tail reaches back over, so that the database has to answer. */
const burstSize = 350

export type World = Awaited<ReturnType<typeof createWorld>>

/** One story's world: the server, the network between, the browsers; and what must hold in it. */
export async function createWorld(house: House) {
  const sentences: string[] = []
  const journal = (sentence: string): void => void sentences.push(sentence)
  const faults: string[] = []
  const written = new Map<string, Written>()
  const timeline = createTimeline()
  const truth = createTruth(house.file)
  const witness = createWitness(truth, written)
  const network = createNetwork(witness.sent)
  let skew = 0
  const server = createServer({
    house,
    now: () => timeline.now() + skew,
    newId: counter('i'),
    journal,
  })
  const browsers: Browser[] = profiles.map((profile) => createBrowser(profile, network))
  const newKey = keys()
  let pages: Page[] = []
  let backup: Image | undefined
  let steps = 0
  let bursts = 0
  let commitsRead = -1
  /** The whole log is read again when the server has started; else only what is new. */
  let startsRead = 0

  /** Does one thing, waits until everything has come to rest, and looks whether all is well. */
  const act = async (deed: () => unknown, sentence?: string): Promise<void> => {
    if (sentence !== undefined) journal(sentence)
    steps += 1
    await deed()
    await rest()
    check()
  }

  const check = (): void => {
    if (server.commits() !== commitsRead || server.starts() !== startsRead) {
      truth.read(server.starts() !== startsRead)
      startsRead = server.starts()
      checkOrderOfWriting([...written.values()], truth)
      commitsRead = server.commits()
    }
    witness.check(pages, network)
    for (const fault of faults) throw breach('P1', fault)
    for (const page of pages) {
      checkLog(page, truth)
      checkStrip(page)
    }
    checkNothingLost([...written.values()], truth)
  }

  const deliver = async (packet: Packet): Promise<void> => {
    network.take(packet)
    switch (packet.kind) {
      case 'request': {
        const { exchange } = packet
        // The answer comes when the server gives it, which may be many steps later.
        void server.handle(exchange.call).then((reply) => {
          if (typeof reply !== 'string') witness.answered(exchange, reply)
          network.send({ kind: 'reply', exchange, reply })
        })
        break
      }
      case 'reply':
        if (typeof packet.reply !== 'string' && !packet.exchange.isOver()) {
          witness.heard(packet.exchange, packet.reply)
        }
        packet.exchange.settle(packet.reply)
        break
      case 'word':
        packet.hear()
        break
      default:
        packet satisfies never
    }
  }

  await house.restore(house.firstDay)
  await server.start()

  return {
    sentences,
    journal,
    timeline,
    network,
    server,
    truth,
    browsers,
    act,
    check,
    pages: () => pages,
    steps: () => steps,
    written: () => [...written.values()],

    deliver: (packet: Packet) => act(() => deliver(packet)),

    /** Opens a window, as when somebody opens a tab or reloads one. */
    openPage(browser: Browser, number: number, at: Route): void {
      const name = `${browser.name}, window ${number}`
      const fault = (what: object): void =>
        void faults.push(`${name} was sent a message out of place: ${JSON.stringify(what)}`)
      pages.push(openPage({ browser, number, network, timeline, newKey, fault }, at))
    },

    closePage(page: Page): void {
      page.close()
      pages = pages.filter((each) => each !== page)
    },

    write(page: Page, room: { id: string; name: string }): void {
      const body = `«${written.size + 1}»`
      written.set(body, { body, roomId: room.id, browser: page.browser })
      page.outbox.add(room, body)
    },

    /** Somebody sends more than one answer can carry, faster than anybody types. */
    burst(page: Page, roomId: string): void {
      bursts += 1
      const headers = { cookie: page.browser.cookie, 'content-type': 'application/json' }
      for (let i = 1; i <= burstSize; i += 1) {
        const body = JSON.stringify({ body: `«burst ${bursts}.${i}»`, key: newKey() })
        void server.handle({ method: 'POST', path: `/api/rooms/${roomId}/messages`, headers, body })
      }
    },

    /** Moves the server's clock, and nobody else's. */
    setClock(by: number): void {
      skew += by
    },

    takeBackup(): void {
      backup = server.backup()
    },

    /** The server is stopped, the backup put in place, and the server started again. */
    async restoreBackup(): Promise<void> {
      if (server.isRunning()) await server.kill()
      await server.restore(backup ?? house.firstDay)
      truth.restored()
      witness.restored()
      await server.start()
    },
  }
}

/** Waits until nothing moves any more: what the server or a page does takes no real time. */
async function rest(): Promise<void> {
  // An answer of the server needs two turns of the event loop; twice that leaves room.
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

function keys(): () => string {
  const next = counter('')
  return () => `00000000-0000-4000-8000-${next().padStart(12, '0')}`
}

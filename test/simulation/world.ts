import type { Message } from '../../src/protocol/messages.ts'
import type { Route } from '../../src/web/app/router.ts'
import { breach } from './breach.ts'
import { type Browser, createBrowser } from './browser.ts'
import { profiles } from './cast.ts'
import { createChanges } from './changes.ts'
import { createCountsObserver } from './counts.ts'
import type { Backup } from './disk.ts'
import { counter, type Environment } from './environment.ts'
import { createFiles } from './files.ts'
import {
  checkLog,
  checkNothingLost,
  checkOrderOfWriting,
  checkStrip,
  checkVersions,
  type Written,
} from './invariants.ts'
import { createLines } from './lines.ts'
import { asksForNews, createListObserver } from './lists.ts'
import { type Call, createNetwork, ownerOf, type Packet } from './network.ts'
import { createObserver } from './observer.ts'
import { openPage, type Page } from './page.ts'
import { createSecretObserver } from './secrets.ts'
import { createServer, type Server } from './server.ts'
import { textOf } from './stored.ts'
import { createTimeline } from './timeline.ts'
import { createTruth } from './truth.ts'

/** More than a freshly loaded tail reaches back over, so that the database has to answer. */
const burstSize = 350
/** More can be done at one moment only by who turns in a circle. */
const mostStepsAtOnce = 5000

export type World = Awaited<ReturnType<typeof createWorld>>

/** One story's world: the server, the network between, the browsers; and what must hold in it. */
export async function createWorld(environment: Environment) {
  const sentences: string[] = []
  const journal = (sentence: string): void => void sentences.push(sentence)
  const faults: string[] = []
  const written = new Map<string, Written>()
  const timeline = createTimeline()
  const truth = createTruth(environment.truth)
  const newKey = keys()
  const files = createFiles(environment.truth, newKey)
  const observer = createObserver(truth, written, files)
  const lists = createListObserver()
  const counts = createCountsObserver(truth)
  const secrets = createSecretObserver(truth, files.roomOf)
  const changes = createChanges(truth)
  const network = createNetwork((exchange, waiting) => {
    observer.sent(exchange, waiting)
    lists.sent(exchange)
  })
  const lines = createLines(network)
  const newId = counter('i')
  const committed = (): void => void commits++
  const servers = Array.from({ length: environment.processes }, (_, at) =>
    createServer({ environment, at, timeline, lines, newId, journal, committed }),
  )
  const browsers: Browser[] = profiles.map((profile) => createBrowser(profile, network))
  let pages: Page[] = []
  /** The versions of messages that windows have shown. A restored backup begins them anew. */
  const seen = new Map<string, number>()
  let restored = false
  let edits = 0
  const codes: string[] = []
  let backup: Backup = environment.firstDay
  let steps = 0
  /** How it stood when time last went on. */
  let moment = { at: 0, step: 0 }
  let bursts = 0
  let commits = 0
  let commitsRead = -1
  /** The whole log is read again when a process has started; else only what is new. */
  let toReadWhole = true

  /** Does one thing, waits until everything has come to rest, and looks whether all is well. */
  const act = async (operation: () => unknown, sentence?: string): Promise<void> => {
    if (sentence !== undefined) journal(sentence)
    steps += 1
    if (timeline.now() !== moment.at) moment = { at: timeline.now(), step: steps }
    if (steps - moment.step > mostStepsAtOnce) {
      throw breach(
        'P10',
        `something goes on and on: ${mostStepsAtOnce} steps, and no time has passed`,
      )
    }
    await operation()
    await rest()
    network.sort()
    await check()
  }

  const gates = () => servers.flatMap((server) => server.gates())
  const holds = () => gates().some(({ before }) => before === 'the commit')
  const rest = async (): Promise<void> => {
    // A body takes a few turns more to be read than other requests do.
    for (let time = 0; time < (files.any() ? 4 : 1); time += 1) await environment.rest(holds)
  }

  const check = async (): Promise<void> => {
    if (commits !== commitsRead || toReadWhole) {
      await truth.read(toReadWhole)
      await files.read(truth.isDeleted)
      checkOrderOfWriting([...written.values()], truth)
      toReadWhole = false
      commitsRead = commits
    }
    changes.check()
    observer.check(pages, network)
    lists.check(pages, truth.isDeleted, restored)
    counts.check()
    secrets.check(steps)
    files.check()
    for (const fault of faults) throw breach('P1', fault)
    for (const page of pages) {
      checkLog(page, truth)
      if (!restored) checkVersions(page, seen)
      checkStrip(page)
    }
    checkNothingLost([...written.values()], truth)
  }

  /** Each request may land on any process: on which, its number and the story say. */
  const serverFor = (number: number): Server => {
    const server = servers[number % servers.length]
    if (!server) throw new Error('There is no server.')
    return server
  }

  const start = async (server: Server): Promise<void> => {
    await server.start()
    toReadWhole = true
  }

  const killAll = async (): Promise<void> => {
    for (const server of servers) await server.kill()
    await rest()
  }

  const deliver = (packet: Packet, way: number): void => {
    network.take(packet)
    switch (packet.kind) {
      case 'request': {
        const { exchange } = packet
        const asked = steps
        secrets.arrived(exchange)
        // The answer comes when the server gives it, which may be many steps later.
        const server = serverFor(exchange.number + way)
        void server.handle(exchange.call).then(async (reply) => {
          if (typeof reply !== 'string') {
            observer.answered(exchange, reply, asked, steps)
            secrets.answered(exchange, reply, asked, steps)
            files.answered(exchange, reply)
            if (asksForNews(exchange.call)) {
              const all = await server.everythingNew(exchange.call.headers.cookie)
              lists.answered(reply, all)
              counts.answered(ownerOf(exchange), all)
            }
          }
          network.send({ kind: 'reply', exchange, reply })
        })
        break
      }
      case 'reply':
        if (typeof packet.reply !== 'string' && !packet.exchange.isOver()) {
          observer.heard(packet.exchange, packet.reply)
          lists.heard(packet.exchange, packet.reply)
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

  await environment.firstDay()
  for (const server of servers) await start(server)

  return {
    engine: environment.engine,
    sentences,
    journal,
    timeline,
    network,
    servers,
    serverFor,
    gates,
    truth,
    files,
    /** Of invitations that were made. */
    codes,
    browsers,
    act,
    pages: () => pages,
    steps: () => steps,
    isRestored: () => restored,
    written: () => [...written.values()],

    /** @param way together with the request's number, this says at which process it arrives. */
    deliver: (packet: Packet, way = 0) => act(() => deliver(packet, way)),

    /** Opens a window, as when somebody opens a tab or reloads one. */
    openPage(browser: Browser, number: number, at: Route): void {
      const name = `${browser.name}, window ${number}`
      const fault = (what: object): void =>
        void faults.push(`${name} was sent a message out of place: ${JSON.stringify(what)}`)
      pages.push(openPage({ browser, number, network, timeline, newKey, fault }, at))
    },

    closePage(page: Page): void {
      for (const place of seen.keys()) if (place.startsWith(`${page.name} `)) seen.delete(place)
      lists.closed(page)
      page.close()
      pages = pages.filter((each) => each !== page)
    },

    write(page: Page, room: { id: string; name: string }): void {
      const body = `«${written.size + 1}»`
      written.set(body, { body, roomId: room.id, browser: page.browser })
      const about = { replyTo: written.size % 3 === 0 ? answeredBy(page) : undefined }
      page.outbox.add(room, body + callIn(written.size), about)
    },

    /** Somebody gives one of their own messages another text, or deletes it. */
    change(
      page: Page,
      room: { id: string; name: string },
      message: Message,
      how: 'edit' | 'remove',
    ): void {
      edits += 1
      const body = `${textOf(message.body)} edited ${edits}${callIn(edits)}`
      changes.add(page, room.id, message, how === 'edit' ? body : undefined)
      if (how === 'remove') page.amendments.remove(message, room)
      else page.amendments.edit(message, room, body)
    },

    /** Somebody sends more than one answer can carry, faster than anybody types. */
    burst(page: Page, roomId: string): void {
      bursts += 1
      const headers = { cookie: page.browser.cookie, 'content-type': 'application/json' }
      for (let i = 1; i <= burstSize; i += 1) {
        const body = JSON.stringify({ body: `«burst ${bursts}.${i}»`, key: newKey() })
        const call: Call = { method: 'POST', path: `/api/rooms/${roomId}/messages`, headers, body }
        void serverFor(bursts).handle(call)
      }
    },

    start,

    async takeBackup(): Promise<void> {
      backup = await environment.backup()
    },

    /** The server is stopped, the backup put in place, and the server started again. */
    async restoreBackup(): Promise<void> {
      await killAll()
      await backup()
      truth.restored()
      restored = true
      observer.restored()
      secrets.restored()
      changes.restored()
      for (const server of servers) await start(server)
    },

    /** The story is over: nothing goes on. */
    async end(): Promise<void> {
      for (const page of pages) page.close()
      await killAll()
    },
  }
}

/** Keys that do not ascend, as those of browsers do not: nothing may order by them. */
function keys(): () => string {
  const next = counter('')
  return () => {
    const scattered = (BigInt(next()) * 0x9e3779b97f4bn) % 2n ** 48n
    return `00000000-0000-4000-8000-${scattered.toString(16).padStart(12, '0')}`
  }
}

/** Some texts call somebody, and some everyone, which is heard if their author moderates. */
function callIn(number: number): string {
  const names = ['anna', 'bob', 'carla', 'everyone', 'nobody']
  return number % 3 === 1 ? ` @${names[number % names.length]}` : ''
}

/** Of what a window shows, the newest that can be answered. */
function answeredBy(page: Page) {
  const message = page.store.messages.value.findLast(({ deletedAt }) => deletedAt === null)
  return message && { id: message.id, username: message.author.username }
}

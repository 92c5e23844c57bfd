import { createECDH, randomBytes, randomUUID } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { cert, key } from '../../test/support/push-certificate.ts'
import { faultsIn } from '../crowds.ts'
import { type Answer, type Connection, openConnection } from '../load/connection.ts'
import type { CrowdTask } from '../load/crowd.ts'
import { joinRequest, type Person, postRequest, request } from '../load/requests.ts'
import { asAnotherMachine } from '../machine.ts'
import { ms, number, ratio } from '../numbers.ts'
import { startServer } from '../processes.ts'
import type { Row } from '../row.ts'
import { firstOf } from '../worlds.ts'

const devices = 2000
const readers = { people: 1000, rooms: 50 }
const worseThanQuiet = 2
const asksAtOnce = 50
/** How long all may take to be told; s. */
const atMostSeconds = 60

/** What polls notice of the pushes that follow from one message to a room of two thousand devices. */
export const pushes: Row = {
  name: 'pushes',
  async measure(bench) {
    const world = await bench.world(
      { people: devices, rooms: 1, messages: 100 },
      { ...readers, messages: 1000 },
    )
    const told = world.people.slice(0, devices)
    const crowd = world.people.slice(devices)
    const service = await aPushService()
    const parlor = await startServer('bench/reference/parlor-with-pushes.ts', [], {
      flags: ['--max-semi-space-size=8'],
      core: bench.cores.server,
      env: { DATABASE_URL: world.databaseUrl, RATE_LIMITS: 'off' },
    })
    try {
      const author = firstOf(told)
      await subscribe(parlor.port, told, service.port)
      const task: CrowdTask = {
        kind: 'crowd',
        port: parlor.port,
        readers: crowd,
        writers: [],
        pace: 'flat out',
        settleSeconds: 5,
      }
      const seconds = bench.seconds(15)
      const quiet = (await bench.generator.perform({ ...task, seconds })).report
      const back = asAnotherMachine()
      const listening = bench.generator.perform(task)
      await bench.generator.lap()
      const begun = performance.now()
      const connection = await connect(parlor.port)
      await take(connection, joinRequest(parlor.port, author))
      const message = { body: 'The kettle is on', key: randomUUID() }
      await take(connection, postRequest(parlor.port, author, message))
      connection.close()
      // Whoever wrote it is told nothing.
      while (service.taken() < devices - 1 && performance.now() - begun < atMostSeconds * 1000) {
        await sleep(20)
      }
      const took = performance.now() - begun
      const { polls } = await bench.generator.lap()
      back()
      bench.generator.end()
      const faults = faultsIn((await listening).report)
      const worse = polls.p99 / quiet.polls.p99
      return {
        lines: [
          {
            what: `polls of ${number(crowd.length)} people while ${number(devices)} devices are told of a message`,
            target: `p99 ≤ ${worseThanQuiet} × quiet`,
            measured: [
              `${ratio(worse)} (${ms(polls.p99)} after ${ms(quiet.polls.p99)})`,
              `${number(service.taken())} pushes in ${number(took / 1000)} s`,
              ...faults,
            ].join('; '),
            pass: worse <= worseThanQuiet && service.taken() === devices - 1 && faults.length === 0,
          },
        ],
        numbers: { quiet, polls, took, taken: service.taken() },
      }
    } finally {
      await parlor.stop()
      await service.close()
    }
  },
}

/** One that takes whatever it is sent, and reads nothing of it. */
async function aPushService() {
  let taken = 0
  const server = createServer({ key, cert }, (asked, answer) => {
    asked.resume().on('end', () => {
      taken += 1
      answer.writeHead(201).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    taken: () => taken,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A device for everybody, on which they hear of everything in the room. */
async function subscribe(port: number, people: Person[], service: number): Promise<void> {
  const p256dh = createECDH('prime256v1').generateKeys().toString('base64url')
  const auth = randomBytes(16).toString('base64url')
  await Promise.all(
    Array.from({ length: asksAtOnce }, async (_, lane) => {
      const connection = await connect(port)
      for (let at = lane; at < people.length; at += asksAtOnce) {
        const person = people[at]
        if (!person) continue
        const { cookie, roomId } = person
        const endpoint = `https://push.example.org:${service}/${at}`
        const ask = (method: string, path: string, json?: object) =>
          take(connection, request(method, path, { port, cookie, ...(json && { json }) }))
        await ask('PUT', '/api/me/push', { endpoint, keys: { p256dh, auth } })
        await ask('PUT', `/api/me/rooms/${roomId}`, { notify: 'all' })
        await ask('DELETE', '/api/me/room')
      }
      connection.close()
    }),
  )
}

function connect(port: number): Promise<Connection> {
  return openConnection(port, (error) => {
    throw error
  })
}

function take(connection: Connection, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) =>
    connection.send(bytes, ({ status, body }: Answer) => {
      if (status >= 400) reject(new Error(`An answer was ${status}: ${body}`))
      else resolve()
    }),
  )
}

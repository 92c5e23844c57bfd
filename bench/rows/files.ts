import { randomFillSync, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { faultsIn } from '../crowds.ts'
import { joinRequest, type Person } from '../load/requests.ts'
import { asAnotherMachine, residentBytes } from '../machine.ts'
import { median, ms, number, ratio } from '../numbers.ts'
import { type Running, startServer } from '../processes.ts'
import type { Outcome, Row } from '../row.ts'
import { firstOf, type World } from '../worlds.ts'

const megabyte = 2 ** 20
const size = 20 * megabyte
const rounds = 5
const uploaders = 20
const atMost = { memory: 60, polls: 2, posts: 50, opening: 1.2 }
const least = 0.6
const pictures = 1000
/** Nobody runs into a quota here. */
const env = { FILES_MB_PER_PERSON: '100000', FILES_MB: '1000000' }

/** How fast one file comes in and goes out, against a server that does nothing else. */
export const files: Row = {
  name: 'files',
  async measure(bench): Promise<Outcome> {
    const world = await bench.world({ people: 300, rooms: 10, messages: 2000 })
    const person = firstOf(world.people)
    const bytes = randomFillSync(Buffer.alloc(size))
    const file = join(world.directory, 'bare.bin')
    await writeFile(file, bytes)
    const bare = await startServer(
      'bench/reference/bare-files.ts',
      [join(world.directory, 'bare-files.db'), file],
      { core: undefined },
    )
    const parlor = await bench.parlor(world, { core: undefined, env })
    try {
      await enter(parlor, person)
      const up = []
      const down = []
      for (let round = 0; round <= rounds; round += 1) {
        const bareUp = await secondsOf(() => send(bare, 'POST', '/', {}, bytes))
        let id = ''
        const ourUp = await secondsOf(async () => {
          id = await upload(parlor, person, bytes)
        })
        const bareDown = await secondsOf(() => send(bare, 'GET', '/', {}))
        const ourDown = await secondsOf(() =>
          send(parlor, 'GET', `/api/files/${id}`, { cookie: person.cookie }),
        )
        // The first round is for warming up.
        if (round === 0) continue
        up.push({ bare: bareUp, ours: ourUp })
        down.push({ bare: bareDown, ours: ourDown })
      }
      return {
        lines: [
          lineOf('an upload of 20 MB', 'writes the same chunks to SQLite', up),
          lineOf('a download of 20 MB', 'reads from a file', down),
        ],
        numbers: { up, down },
      }
    } finally {
      await parlor.stop()
      await bare.stop()
    }
  },
}

/** What others notice of twenty uploads at once. */
export const filesWhilePolled: Row = {
  name: 'files-while-polled',
  async measure(bench): Promise<Outcome> {
    const world = await bench.world({ people: 1000, rooms: 20, messages: 2000 })
    const parlor = await bench.parlor(world, { env })
    const senders = world.people.slice(0, uploaders)
    const bytes = randomFillSync(Buffer.alloc(size))
    try {
      const poll = () =>
        bench.generator.perform({
          kind: 'crowd',
          port: parlor.port,
          seconds: bench.seconds(15),
          readers: world.people,
          writers: world.people.slice(100, 200),
          pace: 10,
        })
      await poll()
      const quiet = (await poll()).report
      const before = residentBytes(parlor.pid)
      let most = before
      let isOver = false
      let sent = 0
      const watching = (async () => {
        while (!isOver) {
          most = Math.max(most, residentBytes(parlor.pid))
          await sleep(50)
        }
      })()
      const back = asAnotherMachine()
      const uploading = senders.map(async (person) => {
        while (!isOver) {
          await upload(parlor, person, bytes)
          sent += 1
        }
      })
      const busy = (await poll()).report
      isOver = true
      await Promise.all([...uploading, watching])
      back()
      const worse = busy.polls.p99 / quiet.polls.p99
      const added = (most - before) / megabyte
      const faults = faultsIn(busy)
      return {
        lines: [
          {
            what: `memory that ${uploaders} uploads at once add`,
            target: `≤ ${atMost.memory} MB`,
            measured: `${number(added)} MB (${sent} of 20 MB came in)`,
            pass: added <= atMost.memory,
          },
          {
            what: `polls of 1,000 people while ${uploaders} upload`,
            target: `p99 ≤ ${atMost.polls} × quiet`,
            measured: [
              `${ratio(worse)} (${ms(busy.polls.p99)} after ${ms(quiet.polls.p99)})`,
              ...faults,
            ].join('; '),
            pass: worse <= atMost.polls && faults.length === 0,
          },
          {
            what: `posts while ${uploaders} upload`,
            target: `p99 ≤ ${atMost.posts} ms`,
            measured: `${ms(busy.posts.p99)} (${ms(quiet.posts.p99)} without)`,
            pass: busy.posts.p99 <= atMost.posts,
          },
        ],
        numbers: { quiet, busy, before, most, sent },
      }
    } finally {
      await parlor.stop()
    }
  },
}

/** Whether a room that is full of pictures opens as fast as one without. */
export const roomOfPictures: Row = {
  name: 'room-of-pictures',
  async measure(bench): Promise<Outcome> {
    const world = await bench.world({ people: 200, rooms: 2, messages: 4000 })
    const one = firstOf(world.people)
    const other = world.people.find(({ roomId }) => roomId !== one.roomId)
    if (!other) throw new Error('There are two people, each in a room.')
    const first = await bench.parlor(world)
    const id = await uploadPicture(first, one)
    await first.stop()
    hangUp(world, one.roomId, id)
    const parlor = await bench.parlor(world)
    try {
      const { report } = await bench.generator.perform({
        kind: 'take turns',
        port: parlor.port,
        rounds: Math.ceil(bench.seconds(600)),
        requests: {
          pictures: [joinRequest(parlor.port, one).toString()],
          words: [joinRequest(parlor.port, other).toString()],
        },
      })
      const { pictures: full, words } = report
      if (!full || !words) throw new Error('Both were asked for.')
      return {
        lines: [
          {
            what: `opening a room of ${number(pictures)} pictures`,
            target: `p50 ≤ ${atMost.opening} × a room without, or 1 ms more`,
            measured: `${ms(full.p50)} after ${ms(words.p50)}: ${ratio(full.p50 / words.p50)}`,
            pass: full.p50 <= Math.max(words.p50 * atMost.opening, words.p50 + 1),
          },
        ],
        numbers: { report },
      }
    } finally {
      await parlor.stop()
    }
  },
}

function lineOf(
  what: string,
  doing: string,
  runs: { bare: number; ours: number }[],
): Outcome['lines'][number] {
  const speed = median(runs.map(({ bare, ours }) => bare / ours))
  const perSecond = size / megabyte / median(runs.map(({ ours }) => ours))
  return {
    what,
    target: `≥ ${least} × a bare node:http that ${doing}`,
    measured: `${ratio(speed)} (${number(perSecond)} MB a second)`,
    pass: speed >= least,
  }
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** Sends a request and reads all of its answer. @throws if it is refused */
async function send(
  { port }: Running,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: Uint8Array<ArrayBuffer> | string,
): Promise<Response & { whole: Buffer }> {
  const init = { method, headers, ...(body !== undefined && { body }) }
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init)
  const whole = Buffer.from(await response.arrayBuffer())
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${whole.toString()}`)
  return Object.assign(response, { whole })
}

async function enter(parlor: Running, { cookie, roomId }: Person): Promise<void> {
  const headers = { cookie, 'content-type': 'application/json' }
  await send(parlor, 'PUT', '/api/me/room', headers, JSON.stringify({ roomId }))
}

/** @returns the file's id */
async function upload(
  parlor: Running,
  person: Person,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const { cookie, roomId } = person
  const length = String(bytes.length)
  const begun = await send(parlor, 'POST', `/api/rooms/${roomId}/uploads`, {
    cookie,
    'upload-length': length,
  })
  const path = begun.headers.get('location') ?? ''
  const ended = await send(
    parlor,
    'PATCH',
    path,
    { cookie, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' },
    bytes,
  )
  const { file }: { file: { id: string } } = JSON.parse(ended.whole.toString())
  return file.id
}

async function uploadPicture(parlor: Running, person: Person): Promise<string> {
  await enter(parlor, person)
  const { default: sharp } = await import('sharp')
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
  const background = { r: 0, g: 0, b: 0 }
  const picture = sharp({ create: { width: 1600, height: 1200, channels: 3, background, noise } })
  const id = await upload(parlor, person, new Uint8Array(await picture.jpeg().toBuffer()))
  const json = { body: '', key: randomUUID(), files: [id] }
  const headers = { cookie: person.cookie, 'content-type': 'application/json' }
  await send(parlor, 'POST', `/api/rooms/${person.roomId}/messages`, headers, JSON.stringify(json))
  return id
}

/** Gives each of the last messages of a room a picture like this one: to decode a thousand is another row's. */
function hangUp({ databaseUrl }: World, roomId: string, fileId: string): void {
  const file = new Sqlite(databaseUrl.slice('sqlite:'.length))
  file
    .prepare(`
      insert into file (id, room_id, uploader_id, state, name, type, size, received, variant, width, height,
        preview, alt, created_at, touched_at, message_id, place, kind)
      select substr(hex(randomblob(8)), 1, 12), room_id, uploader_id, state, name, type, size, received, variant,
        width, height, preview, alt, created_at, touched_at, message.id, 0, kind
      from file, (select id from message where room_id = ? order by seq desc limit ? offset 1) message
      where file.id = ?
    `)
    .run(roomId, pictures - 1, fileId)
  file.close()
}

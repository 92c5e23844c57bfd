import { setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { faultsIn } from '../crowds.ts'
import { type Person, postRequest, request } from '../load/requests.ts'
import { ms, number, ratio } from '../numbers.ts'
import type { Running } from '../processes.ts'
import { bareSearch } from '../reference/bare-search.ts'
import type { Bench, Outcome, Row } from '../row.ts'
import { samplesOf, textOf } from '../texts.ts'
import { firstOf, type World } from '../worlds.ts'

const atMost = { p50: 20, p99: 150, ofBare: 1.5, size: 3, foundMs: 2000, polls: 2 }

/** What it takes to index what was said, in five scripts, and to find it again. */
export const search: Row = {
  name: 'search',
  async measure(bench) {
    const messages = bench.quick ? 100_000 : 1_000_000
    const world = await bench.world({ people: 1000, rooms: 1000, messages })
    const bytes = inFiveScripts(world)
    const person = firstOf(world.people)
    const parlor = await bench.parlor(world, { core: undefined })
    try {
      const started = performance.now()
      while (!(await isIndexed(parlor, person))) {
        await sleep(1000)
        showProgress(world, messages)
      }
      const seconds = (performance.now() - started) / 1000
      const size = indexBytes(world)
      const samples = samplesOf(messages)
      const rounds = Math.ceil(bench.seconds(600))
      const { report } = await bench.generator.perform({
        kind: 'take turns',
        port: parlor.port,
        rounds,
        requests: Object.fromEntries(
          Object.entries(samples).map(([what, texts]) => [
            what,
            texts.map((q) => searchFor(parlor, person, q).toString()),
          ]),
        ),
      })
      const { 'two letters of Chinese': _, ...known } = samples
      const bare = bareSearch(world, known, rounds)
      const found = await timeToFind(bench, parlor, world)
      return {
        lines: [
          {
            what: `reading ${number(messages)} messages for the index of the search`,
            target: 'in the background',
            measured: `${number(messages / seconds)} a second`,
            pass: undefined,
          },
          {
            what: 'the index, against the text of the messages',
            target: `≤ ${atMost.size} ×`,
            measured: `${ratio(size / bytes)} (${number(size / 2 ** 20)} MB)`,
            pass: size / bytes <= atMost.size,
          },
          ...Object.entries(report).map(([what, { p50, p99 }]) => ({
            what: `searching for ${what}`,
            target: `p50 < ${atMost.p50} ms, p99 < ${atMost.p99} ms`,
            measured: `p50 ${ms(p50)}, p99 ${ms(p99)}`,
            pass: p50 < atMost.p50 && p99 < atMost.p99,
          })),
          ...Object.entries(bare).map(([what, { p50 }]) => {
            const ofBare = (report[what]?.p50 ?? Number.NaN) / p50
            return {
              what: `${what}, against the bare query`,
              target: `p50 ≤ ${atMost.ofBare} ×`,
              measured: `${ratio(ofBare)} (bare ${ms(p50)})`,
              pass: ofBare <= atMost.ofBare,
            }
          }),
          {
            what: 'until a message is found, at 1,000 posts a second',
            target: `< ${atMost.foundMs / 1000} s`,
            measured: `slowest of ${found.times.length}: ${ms(Math.max(...found.times))}; ${number(found.perSecond)} posts a second`,
            pass: Math.max(...found.times) < atMost.foundMs,
          },
        ],
        numbers: { bytes, size, seconds, report, bare, found },
      }
    } finally {
      await parlor.stop()
    }
  },
}

/** Fifty people search while many poll. */
export const searchWhilePolled: Row = {
  name: 'search-while-polled',
  async measure(bench): Promise<Outcome> {
    const people = bench.quick ? 2000 : 10_000
    const world = await bench.world({ people, rooms: 100, messages: 100_000 })
    inFiveScripts(world)
    const parlor = await bench.parlor(world)
    try {
      while (!(await isIndexed(parlor, firstOf(world.people)))) await sleep(250)
      const poll = () =>
        bench.generator.perform({
          kind: 'crowd',
          port: parlor.port,
          seconds: bench.seconds(15),
          readers: world.people,
          writers: world.people.slice(0, 100),
          pace: 10,
        })
      const quiet = (await poll()).report
      const searching = searchOn(parlor, world.people.slice(0, 50))
      const busy = (await poll()).report
      const searches = await searching.end()
      const worse = busy.polls.p99 / quiet.polls.p99
      return {
        lines: [
          {
            what: `polls of ${number(people)} while 50 people search`,
            target: `p99 ≤ ${atMost.polls} × quiet`,
            measured: [
              `${ratio(worse)} (${ms(busy.polls.p99)} after ${ms(quiet.polls.p99)}; ${number(searches)} searches a second)`,
              ...faultsIn(busy),
            ].join('; '),
            pass: worse <= atMost.polls && faultsIn(busy).length === 0,
          },
        ],
        numbers: { quiet, busy, searches },
      }
    } finally {
      await parlor.stop()
    }
  },
}

/** Gives what was seeded texts that differ. @returns how many bytes they have */
function inFiveScripts({ databaseUrl }: World): number {
  const file = new Sqlite(databaseUrl.slice('sqlite:'.length))
  file.function('text_of', (id: unknown) => textOf(Number(id)))
  file.exec('update message set body = text_of(id)')
  const bytes = file
    .prepare<[], number>('select sum(octet_length(body)) from message')
    .pluck()
    .get()
  file.close()
  return bytes ?? 0
}

/** How far the index is, for whoever waits. */
function showProgress({ databaseUrl }: World, of: number): void {
  const file = new Sqlite(databaseUrl.slice('sqlite:'.length), { readonly: true })
  const read = file.prepare<[], number>('select count(*) from search_entry_docsize').pluck().get()
  file.close()
  process.stderr.write(`\r${number(read ?? 0)} of ${number(of)} messages read for the search`)
  if ((read ?? 0) >= of) process.stderr.write('\n')
}

function indexBytes({ databaseUrl }: World): number {
  const file = new Sqlite(databaseUrl.slice('sqlite:'.length), { readonly: true })
  const pages = file.prepare<[], number>(`
    select (select sum(length(block)) from search_entry_data)
      + (select sum(length(term) + 12) from search_entry_idx)
      + (select sum(length(sz) + 12) from search_entry_docsize)
  `)
  const bytes = pages.pluck().get()
  file.close()
  return bytes ?? Number.NaN
}

function searchFor({ port }: Running, { cookie }: Person, q: string): Buffer {
  return request('GET', `/api/search?${new URLSearchParams({ q })}`, { port, cookie })
}

async function ask({ port }: Running, { cookie }: Person, q: string) {
  const reply = await fetch(`http://127.0.0.1:${port}/api/search?${new URLSearchParams({ q })}`, {
    headers: { cookie },
  })
  if (reply.status !== 200) throw new Error(`A search was answered ${reply.status}.`)
  return (await reply.json()) as { hits: unknown[]; indexedAll: boolean }
}

async function isIndexed(parlor: Running, person: Person): Promise<boolean> {
  return (await ask(parlor, person, 'kettle')).indexedAll
}

/** Posts what nobody has said, among a thousand posts a second, and looks until it is found. */
async function timeToFind(bench: Bench, parlor: Running, world: World) {
  const seconds = Math.max(8, bench.seconds(20))
  const crowd = bench.generator.perform({
    kind: 'crowd',
    port: parlor.port,
    seconds,
    readers: world.people.slice(0, 10),
    writers: world.people.slice(100, 200),
    pace: 1000,
  })
  await sleep(2000)
  const times: number[] = []
  const author = world.people[50] ?? firstOf(world.people)
  for (const end = performance.now() + (seconds - 4) * 1000; performance.now() < end; ) {
    const body = `unheard${crypto.randomUUID().replaceAll('-', '')}`
    await post(parlor, author, body)
    const posted = performance.now()
    while ((await ask(parlor, author, body)).hits.length === 0) await sleep(20)
    times.push(performance.now() - posted)
  }
  const { report } = await crowd
  return { times, perSecond: report.posts.count / report.seconds }
}

async function post({ port }: Running, person: Person, body: string): Promise<void> {
  const text = postRequest(port, person, { body, key: crypto.randomUUID() }).toString()
  const url = `http://127.0.0.1:${port}/api/rooms/${person.roomId}/messages`
  const reply = await fetch(url, {
    method: 'POST',
    headers: {
      cookie: person.cookie,
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
    },
    body: text.slice(text.indexOf('\r\n\r\n') + 4),
  })
  if (reply.status !== 201) throw new Error(`A post was answered ${reply.status}.`)
}

/** Each searches, reads for half a second, and searches again. */
function searchOn(parlor: Running, people: Person[]) {
  const begun = performance.now()
  let isOver = false
  let count = 0
  const texts = Object.values(samplesOf(100_000)).flat()
  const all = people.map(async (person, i) => {
    for (let n = i; !isOver; n += 7) {
      await ask(parlor, person, texts[n % texts.length] ?? 'kettle')
      count += 1
      await sleep(500)
    }
  })
  return {
    /** @returns how many searches there were in a second */
    async end(): Promise<number> {
      isOver = true
      await Promise.all(all)
      return count / ((performance.now() - begun) / 1000)
    },
  }
}

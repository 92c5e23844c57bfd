import { Command } from 'commander'
import { number } from './numbers.ts'

/** What one thing costs; from `npm run bench`, where it says so. */
const costs = {
  /** Processor time of an empty poll, µs: the row empty-polls. */
  poll: 40,
  /** Processor time of a post in its own process, µs: the row posts, less what SQLite takes of it. */
  post: 150,
  /** Processor time of reading what another process wrote in a room, and making it JSON once, µs. */
  catchUp: 600,
  /** Processor time of sending a message to one reader, besides the poll that takes it along, µs. */
  delivery: 3,
  /** Bytes on the wire, HTTP included, TLS and TCP not: the row empty-polls; a browser's headers. */
  answer: 222,
  request: 900,
  message: 260,
  /** Commits a second that one PostgreSQL makes durable, spread over many rooms: the row fleet. */
  commits: 2000,
}

const options = new Command('scaling')
  .description('What a number of people online would need, from what single things cost.')
  .option('--people <n>', 'online at the same time', Number, 1_000_000)
  .option('--room <n>', 'people in a room, on average', Number, 50)
  .option('--silence <s>', 'seconds between two posts of one person', Number, 120)
  .option('--moves <s>', 'seconds between two moves of one person to another room', Number, 1800)
  .option('--interval <s>', 'seconds from one poll of a page to its next', Number, 1.05)
  .option('--load <share>', 'share of a core that is used', Number, 0.6)
  .option('--commits <n>', 'commits a second of one database', Number, costs.commits)
  .parse()
  .opts<Record<'people' | 'room' | 'silence' | 'moves' | 'interval' | 'load' | 'commits', number>>()

const { people, room, silence, moves, interval, load, commits } = options
const polls = people / interval
const posts = people / silence
const moving = people / moves
// Within the second between two polls the posts of a quiet room are far apart: each has a commit of
// its own, and each move has one, too.
const committed = posts + moving
const rooms = people / room
const deliveries = posts * room

console.log(
  `${number(people)} people in ${number(rooms)} rooms: ${number(polls)} polls, ${number(posts)} posts, ` +
    `${number(deliveries)} deliveries and ${number(committed)} commits a second.\n`,
)
for (const plan of [
  { name: 'any request to any process', everywhere: true },
  { name: 'a room’s requests to one process, by its id', everywhere: false },
]) {
  const cores = coresFor(plan.everywhere)
  console.log(`${plan.name}:`)
  line(
    'processes, one core each',
    cores === undefined
      ? 'no number is enough: each would only read what the others wrote'
      : number(cores),
  )
  line(
    'of their time spent on what others wrote',
    cores === undefined ? '–' : share(plan.everywhere, cores),
  )
}
console.log('\nWhichever way:')
line('databases, rooms spread over them by id', number(Math.ceil(committed / commits)))
line('traffic from the pages', mbit(polls * costs.request))
line('traffic to the pages', mbit(polls * costs.answer + deliveries * costs.message))
line('message bodies to store a day', `${number((posts * 86_400 * costs.message) / 1e9)} GB`)

/**
 * Processes of one core each. Where any request may reach any process, each of them follows all rooms
 * in which anybody polls it, which soon is all rooms: so each reads every post of all the others, and
 * another process also brings more work. Undefined: no number is enough.
 */
function coresFor(everywhere: boolean): number | undefined {
  const own = (polls * costs.poll + posts * costs.post + deliveries * costs.delivery) / 1e6
  const each = everywhere ? readsOfOne() : 0
  return each >= load ? undefined : Math.ceil(own / (load - each))
}

/** Core seconds a second in which one process reads the posts of all others; bursts are read at once. */
function readsOfOne(): number {
  // However much goes on in a room, it is read fifty times a second at the most.
  const readsPerRoom = Math.min(posts / rooms, 50)
  return (readsPerRoom * rooms * costs.catchUp) / 1e6
}

function share(everywhere: boolean, cores: number): string {
  return `${number(everywhere && cores > 1 ? (readsOfOne() / load) * 100 : 0)} %`
}

function mbit(bytes: number): string {
  return `${number((bytes * 8) / 1e6)} Mbit/s`
}

function line(what: string, value: string): void {
  console.log(`  ${what.padEnd(44)} ${value}`)
}

import { membersApi } from '../../src/web/app/members-api.ts'
import { deliver, insideARoom, type Operation, onPacket, onPage, pick, tick } from './choosing.ts'
import { deeds } from './deeds.ts'
import type { Packet } from './network.ts'
import type { World } from './world.ts'

const second = 1000
const hour = 3600 * second

/** Everything that can happen in a story, and how often it does. */
export const operations: Record<string, { weight: number; operation: Operation }> = {
  // The network and the passing of time.
  deliver: { weight: 90, operation: (world, a, b) => deliver(world, a, b) },
  calm: { weight: 18, operation: (world, a) => allGoesWell(world, 1 + (a % 4)) },
  tick: { weight: 30, operation: (world) => tick(world) },
  lose: { weight: 12, operation: (world, a) => lose(world, a) },
  breakOff: { weight: 6, operation: (world, a) => breakOff(world, a) },
  double: { weight: 12, operation: (world, a) => double(world, a) },
  pass: {
    weight: 3,
    operation: (world, a) => pass(world, [20 * second, hour, 9 * hour][a % 3] ?? 0),
  },

  // The server.
  goOn: { weight: 48, operation: (world, a) => goOn(world, a) },
  kill: { weight: 9, operation: (world, a) => kill(world, a) },
  start: { weight: 18, operation: (world, a) => start(world, a) },
  setClock: {
    weight: 3,
    operation: (world, a, b) => setClock(world, a % 2 === 0 ? 2 * hour : -2 * hour, b),
  },
  loseDatabase: { weight: 3, operation: (world, a) => loseDatabase(world, a) },
  commitUnheard: { weight: 3, operation: (world, a) => commitUnheard(world, a) },
  takeBackup: { weight: 3, operation: (world) => world.act(world.takeBackup, 'a backup is taken') },
  restoreBackup: {
    weight: 1,
    operation: (world) => world.act(world.restoreBackup, 'the backup is restored'),
  },
  tidy: { weight: 3, operation: (world, a) => world.act(() => world.serverFor(a).tidy()) },
  purge: { weight: 3, operation: (world, a) => world.act(() => world.serverFor(a).purge()) },

  // People and their windows.
  write: { weight: 72, operation: (world, a) => write(world, a) },
  edit: { weight: 12, operation: (world, a, b) => change(world, a, b, 'edit') },
  remove: { weight: 4, operation: (world, a, b) => change(world, a, b, 'remove') },
  burst: { weight: 3, operation: (world, a) => burst(world, a) },
  enter: { weight: 21, operation: (world, a, b) => enter(world, a, b) },
  leave: {
    weight: 2,
    operation: (world, a) => onPage(world, a, 'leaves', (page) => void page.leaveRoom()),
  },
  toTheList: { weight: 6, operation: (world, a) => toTheList(world, a) },
  older: {
    weight: 1,
    operation: (world, a) => onPage(world, a, 'scrolls up', (page) => void page.sync.loadOlder()),
  },
  createRoom: { weight: 3, operation: (world, a) => createRoom(world, a) },
  deleteRoom: { weight: 3, operation: (world, a, b) => deleteRoom(world, a, b) },
  open: { weight: 9, operation: (world, a, b) => open(world, a, b) },
  reload: { weight: 6, operation: (world, a) => reload(world, a) },
  close: { weight: 3, operation: (world, a) => onPage(world, a, 'is closed', world.closePage) },
  lookAt: {
    weight: 1,
    operation: (world, a) => onPage(world, a, 'is looked at again', (page) => page.wake()),
  },
  sleep: { weight: 3, operation: (world, a) => sleep(world, a) },
  wakeUp: { weight: 6, operation: (world, a) => wakeUp(world, a) },

  ...Object.fromEntries(Object.entries(deeds).map(([name, deed]) => [`${name}*`, deed])),
}

/**
 * Lets everything work as it should for a while: nothing is lost, late or out of order.
 * @param isCarried which packets arrive; the others stay on their way
 */
export async function calm(
  world: World,
  ms: number,
  isCarried: (packet: Packet) => boolean = () => true,
): Promise<void> {
  const until = world.timeline.now() + ms
  for (;;) {
    const packet = world.network.arriving().find(isCarried)
    const [gate] = world.gates()
    if (packet) await world.deliver(packet)
    else if (gate) await world.act(gate.open)
    else if ((world.timeline.nextAt() ?? until) < until) await world.act(world.timeline.fireNext)
    else return
  }
}

async function allGoesWell(world: World, seconds: number): Promise<void> {
  world.journal(`for ${seconds} seconds all goes well`)
  await calm(world, seconds * second)
}

async function goOn(world: World, a: number): Promise<void> {
  const gate = pick(world.gates(), a)
  if (gate) await world.act(gate.open)
  else await deliver(world, a)
}

async function lose(world: World, a: number): Promise<void> {
  await onPacket(world, a, 'is lost', () => {})
}

async function breakOff(world: World, a: number): Promise<void> {
  await onPacket(world, a, 'breaks off', (packet) => {
    if (packet.kind === 'word') return
    const { exchange } = packet
    world.network.send({ kind: 'reply', exchange, reply: 'broken' })
  })
}

async function double(world: World, a: number): Promise<void> {
  await onPacket(world, a, 'is doubled', (packet) => {
    world.network.send(packet)
    world.network.send({ ...packet })
  })
}

async function pass(world: World, ms: number): Promise<void> {
  await world.act(() => world.timeline.pass(ms), `${ms / second} seconds pass`)
}

async function kill(world: World, a: number): Promise<void> {
  const server = pick(
    world.servers.filter((each) => each.isRunning()),
    a,
  )
  if (server) await world.act(server.kill)
}

async function start(world: World, a: number): Promise<void> {
  const server = pick(
    world.servers.filter((each) => !each.isRunning()),
    a,
  )
  if (server) await world.act(() => world.start(server))
  else await deliver(world, a)
}

async function setClock(world: World, by: number, b: number): Promise<void> {
  const server = world.serverFor(b)
  await world.act(
    () => server.setClock(by),
    `the clock of ${server.name} jumps by ${by / hour} hours`,
  )
}

/** SQLite is in the process itself: there is no way to it that could break. */
async function loseDatabase(world: World, a: number): Promise<void> {
  const server = world.serverFor(a)
  if (world.engine === 'sqlite' || !server.isRunning()) return deliver(world, a)
  await world.act(server.loseDatabase, `${server.name} loses the database for a moment`)
}

async function commitUnheard(world: World, a: number): Promise<void> {
  const gate = pick(
    world.gates().filter(({ before }) => before === 'the commit'),
    a,
  )
  if (world.engine === 'sqlite' || !gate) return deliver(world, a)
  await world.act(gate.openUnheard)
}

async function write(world: World, a: number): Promise<void> {
  await insideARoom(world, a, `writes «${world.written().length + 1}»`, world.write)
}

async function change(world: World, a: number, b: number, how: 'edit' | 'remove'): Promise<void> {
  const inside = world.pages().filter((page) => page.store.visit.value.kind === 'inside')
  const page = pick(inside, a)
  const own = page?.store.messages.value.filter(
    ({ author, deletedAt }) => author.username === page.browser.owner && deletedAt === null,
  )
  const message = pick(own ?? [], b)
  const visit = page?.store.visit.value
  if (!page || !message || visit?.kind !== 'inside') return deliver(world, a)
  const does = how === 'edit' ? 'edits' : 'deletes'
  await world.act(
    () => world.change(page, visit.room, message, how),
    `${page.name} ${does} ${message.body}`,
  )
}

async function burst(world: World, a: number): Promise<void> {
  await insideARoom(world, a, 'has a robot write a lot', (page, room) => {
    world.burst(page, room.id)
  })
}

async function enter(world: World, a: number, b: number): Promise<void> {
  const room = pick(world.truth.livingRooms(), b)
  if (!room) return
  await onPage(world, a, `goes to “${room.name}”`, (page) => {
    page.route.value = { kind: 'room', id: room.id }
  })
}

async function toTheList(world: World, a: number): Promise<void> {
  await onPage(world, a, 'goes to the list', (page) => {
    page.route.value = { kind: 'rooms' }
  })
}

async function createRoom(world: World, a: number): Promise<void> {
  const name = `Room ${world.steps()}`
  await onPage(world, a, `creates “${name}”`, (page) => void page.api.createRoom(name))
}

async function deleteRoom(world: World, a: number, b: number): Promise<void> {
  const room = pick(world.truth.livingRooms(), b)
  if (room)
    await onPage(
      world,
      a,
      `deletes “${room.name}”`,
      (page) => void membersApi(page.api).delete(room.id),
    )
}

async function open(world: World, a: number, b: number): Promise<void> {
  const browser = pick(world.browsers, a)
  if (!browser) return
  const opened = world.pages().filter((page) => page.browser === browser)
  const number = [1, 2, 3].find((each) => !opened.some((page) => page.number === each))
  const room = pick(world.truth.livingRooms(), b)
  if (number === undefined || number > browser.windows || !room) return deliver(world, a)
  await world.act(
    () => world.openPage(browser, number, { kind: 'room', id: room.id }),
    `${browser.name}, window ${number} is opened at “${room.name}”`,
  )
}

async function reload(world: World, a: number): Promise<void> {
  await onPage(world, a, 'is reloaded', (page) => {
    const { browser, number, route } = page
    world.closePage(page)
    world.openPage(browser, number, route.value)
  })
}

async function sleep(world: World, a: number): Promise<void> {
  const browser = pick(
    world.browsers.filter((each) => each.isAwake()),
    a,
  )
  if (browser) await world.act(browser.sleep, `${browser.name} is put to sleep`)
}

async function wakeUp(world: World, a: number): Promise<void> {
  const browser = pick(
    world.browsers.filter((each) => !each.isAwake()),
    a,
  )
  if (browser) await world.act(browser.wakeUp, `${browser.name} wakes up`)
  else await deliver(world, a)
}

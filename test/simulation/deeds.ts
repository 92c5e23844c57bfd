import { ask, insideARoom, type Operation, onPage, pick } from './choosing.ts'
import type { Page } from './page.ts'
import type { World } from './world.ts'

// What people do beside writing: around messages, to rooms, and to each other.

const emoji = ['👍', '🎉', '❤️']

export const deeds: Record<string, { weight: number; operation: Operation }> = {
  // Around messages.
  react: { weight: 14, operation: (world, a, b) => react(world, a, b) },
  pin: { weight: 4, operation: (world, a, b) => pin(world, a, b) },
  jump: { weight: 5, operation: (world, a, b) => jump(world, a, b) },
  newer: {
    weight: 3,
    operation: (world, a) => onPage(world, a, 'scrolls down', (page) => void page.sync.loadNewer()),
  },
  read: { weight: 12, operation: (world, a) => read(world, a) },
  unread: { weight: 2, operation: (world, a, b) => markUnread(world, a, b) },
  sendFile: { weight: 6, operation: (world, a) => sendFile(world, a) },
  fetchFile: { weight: 4, operation: (world, a, b) => fetchFile(world, a, b) },
  peek: { weight: 8, operation: (world, a, b) => peek(world, a, b) },

  // To rooms.
  createPrivate: { weight: 3, operation: (world, a) => createPrivate(world, a) },
  direct: { weight: 2, operation: (world, a, b) => direct(world, a, b) },
  close: {
    weight: 3,
    operation: (world, a, b) => changeRoom(world, a, b, { kind: a % 2 === 0 ? 'private' : 'open' }),
  },
  archive: {
    weight: 2,
    operation: (world, a, b) => changeRoom(world, a, b, { archived: a % 3 === 0 }),
  },
  rename: {
    weight: 2,
    operation: (world, a, b) => changeRoom(world, a, b, { name: `Room (${world.steps()})` }),
  },
  handOver: {
    weight: 1,
    operation: (world, a, b) => changeRoom(world, a, b, { ownerId: someone(world, a + b) }),
  },

  // To each other.
  add: { weight: 8, operation: (world, a, b) => member(world, a, b, 'PUT', { role: 'member' }) },
  promote: {
    weight: 2,
    operation: (world, a, b) => member(world, a, b, 'PUT', { role: 'moderator' }),
  },
  remove: { weight: 6, operation: (world, a, b) => member(world, a, b, 'DELETE') },
  ban: { weight: 4, operation: (world, a, b) => sanction(world, a, b, 'bans', {}) },
  unban: { weight: 3, operation: (world, a, b) => sanction(world, a, b, 'bans') },
  mute: {
    weight: 1,
    operation: (world, a, b) =>
      sanction(world, a, b, 'mutes', { until: '2100-01-01T00:00:00.000Z' }),
  },
  unmute: { weight: 2, operation: (world, a, b) => sanction(world, a, b, 'mutes') },
  goForGood: {
    weight: 3,
    operation: (world, a, b) => inARoom(world, a, b, 'belongs no more to', 'DELETE', 'members/me'),
  },
  invite: { weight: 3, operation: (world, a, b) => invite(world, a, b) },
  accept: { weight: 4, operation: (world, a, b) => accept(world, a, b) },
}

async function react(world: World, a: number, b: number): Promise<void> {
  const one = emoji[(a + b) % emoji.length] ?? ''
  const put = a % 3 > 0
  await insideARoom(world, a, put ? `puts ${one} under` : `takes away ${one}`, (page, room) => {
    const message = pick(page.store.messages.value, b + 3 * (a % 2))
    if (message) void page.api.react(room.id, message.id, one, put)
  })
}

async function pin(world: World, a: number, b: number): Promise<void> {
  await insideARoom(
    world,
    a,
    a % 3 > 0 ? 'pins' : 'takes off a pin',
    (page, room) => {
      const message = pick(page.store.messages.value, b)
      if (message) void page.api.pin(room.id, message.id, a % 3 > 0)
    },
    moderates(world),
  )
}

/** Whose window shows a room in which they have a say. */
function moderates(world: World): (page: Page) => boolean {
  return ({ browser, store }) => {
    const visit = store.visit.value
    const role =
      visit.kind === 'inside' && world.truth.standing.roleOf(browser.owner, visit.room.id)
    return role === 'owner' || role === 'moderator'
  }
}

async function jump(world: World, a: number, b: number): Promise<void> {
  await insideARoom(world, a, 'looks at an old message', (page) => {
    const last = page.store.newest.value.at(-1)?.seq ?? 0
    void page.sync.lookAt(Math.max(1, Math.floor((last * (b + 1)) / 8)))
  })
}

/** Somebody has read all that their window shows. */
async function read(world: World, a: number): Promise<void> {
  await insideARoom(world, a, 'reads all', (page, room) => {
    const last = page.store.newest.value.at(-1)
    if (last) void page.api.markRead(room.id, { seq: last.seq })
  })
}

async function markUnread(world: World, a: number, b: number): Promise<void> {
  await onRoom(world, a, b, 'marks as unread', (page, roomId) => {
    void page.api.markRead(roomId, { seq: b, back: true })
  })
}

async function sendFile(world: World, a: number): Promise<void> {
  await insideARoom(world, a, 'sends a file', (page, room) => {
    void world.files.send(page, room.id)
  })
}

async function fetchFile(world: World, a: number, b: number): Promise<void> {
  const id = pick(world.files.ids(), a * 4 + b)
  if (id === undefined) return
  await onPage(world, a, `opens the file ${id}`, (page) => {
    void page.send('GET', `/api/files/${id}`, {})
  })
}

/** Somebody tries what there is to be read of a room, whether they may or not. */
async function peek(world: World, a: number, b: number): Promise<void> {
  const what = ['messages', 'pins', 'members', 'bans', 'invites', 'changes'][(a + b) % 6]
  await onRoom(world, a, b, `asks for ${what} of`, (page, roomId) => {
    void page.api.ask('GET', `/api/rooms/${roomId}/${what}`)
    if (a % 4 === 0) void page.api.rooms()
  })
}

async function createPrivate(world: World, a: number): Promise<void> {
  const name = `Room (${world.steps()})`
  await onPage(world, a, `creates “${name}”, which is private`, (page) => {
    void page.api.createRoom(name, 'private')
  })
}

async function direct(world: World, a: number, b: number): Promise<void> {
  await onPage(world, a, 'opens a direct room', (page) => {
    void page.api.ask('POST', '/api/direct', { people: [someone(world, b)] })
  })
}

async function changeRoom(
  world: World,
  a: number,
  b: number,
  patch: Record<string, string | boolean>,
): Promise<void> {
  await inARoom(world, a, b, 'changes', 'PATCH', '', patch)
}

async function member(
  world: World,
  a: number,
  b: number,
  method: 'PUT' | 'DELETE',
  body?: { role: string },
): Promise<void> {
  const verb = body ? `makes somebody ${body.role} of` : 'removes somebody from'
  await inARoom(world, a, b, verb, method, `members/${someone(world, a + b)}`, body)
}

async function sanction(
  world: World,
  a: number,
  b: number,
  kind: 'bans' | 'mutes',
  body?: Record<string, string>,
): Promise<void> {
  const verb = `${body ? 'begins' : 'ends'} one of the ${kind} of`
  const path = `${kind}/${someone(world, a + b)}`
  await inARoom(world, a, b, verb, body ? 'PUT' : 'DELETE', path, body)
}

async function invite(world: World, a: number, b: number): Promise<void> {
  await onRoom(world, a, b, 'invites to', async (page, roomId) => {
    const answer = await page.api.ask<{ invite: { code: string } }>(
      'POST',
      `/api/rooms/${roomId}/invites`,
      { uses: 1 + (b % 2) },
    )
    if (answer.ok) world.codes.push(answer.value.invite.code)
  })
}

async function accept(world: World, a: number, b: number): Promise<void> {
  const code = pick(world.codes, b)
  if (code === undefined) return
  await onPage(world, a, 'accepts an invitation', (page) => {
    void page.api.ask('POST', `/api/invites/${code}`)
  })
}

/** Somebody asks for something of a room; whoever has a say there, if anybody has. */
async function inARoom(
  world: World,
  a: number,
  b: number,
  does: string,
  method: string,
  path: string,
  body?: Record<string, string | boolean>,
): Promise<void> {
  await onRoom(world, a, b, does, (page, roomId) => {
    const address = `/api/rooms/${roomId}${path === '' ? '' : `/${path}`}`
    void ask(page, method, address, body)
  })
}

async function onRoom(
  world: World,
  a: number,
  b: number,
  does: string,
  operation: (page: Page, roomId: string) => unknown,
): Promise<void> {
  const room = pick(world.truth.livingRooms(), b + a)
  if (!room) return
  const { roleOf } = world.truth.standing
  const haveASay = world
    .pages()
    .filter(({ browser }) => ['owner', 'moderator'].includes(roleOf(browser.owner, room.id) ?? ''))
  // One time in four it is whoever comes first, and is refused.
  const page = a % 4 === 3 ? undefined : pick(haveASay, a)
  const at = page ? world.pages().indexOf(page) : a
  await onPage(world, at, `${does} “${room.name}”`, (chosen) => {
    operation(page?.browser.isAwake() ? page : chosen, room.id)
  })
}

function someone(world: World, a: number): string {
  const { standing } = world.truth
  return standing.idOf(pick(standing.people().toSorted(), a) ?? '')
}

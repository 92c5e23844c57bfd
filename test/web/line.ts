import type { Changes } from '../../src/protocol/changes.ts'
import type { Message } from '../../src/protocol/messages.ts'
import type { Api } from '../../src/web/app/api.ts'
import type { Clock } from '../../src/web/app/clock.ts'
import { createStore } from '../../src/web/app/store.ts'
import { createSync } from '../../src/web/app/sync.ts'

export const anna = { id: 'a', username: 'anna' }
export const room = {
  id: 'r',
  name: 'Tea',
  kind: 'open' as const,
  topic: '',
  archivedAt: null,
  slowMode: 0,
  belongs: true,
  role: 'owner' as const,
  createdBy: anna,
  createdAt: '2020-01-01T00:00:00Z',
  people: 1,
  canDelete: true,
  messages: 3,
  lastPostedAt: null,
  unread: 0,
  mentions: 0,
  notify: 'all' as const,
  last: null,
}

export function message(seq: number, body = `${seq}`, version = seq): Message {
  return {
    id: `id ${seq}`,
    seq,
    author: anna,
    body,
    postedAt: '2020-01-01T00:00:00Z',
    key: `${seq}`,
    editedAt: version === seq ? null : '2020-01-01T00:01:00Z',
    deletedAt: null,
    version,
    reactions: [],
    replyTo: null,
    mentions: [],
    files: [],
  }
}

export function joined(messages: Message[], hasOlder: boolean) {
  return {
    room,
    cursor: 'c1',
    messages,
    hasOlder,
    people: [],
    pins: [],
    readUpTo: 0,
    returning: false,
  }
}

export function aWindow(messages: Message[]) {
  const store = createStore({ report: () => {}, arrived: () => {} })
  store.apply({ kind: 'joined', joined: joined(messages, true) })
  return {
    store,
    bodies: () => store.messages.value.map(({ body }) => body),
    poll: (some: Partial<Changes>) =>
      store.apply({
        kind: 'changed',
        changes: { cursor: 'c2', messages: [], more: false, ...some },
      }),
  }
}

/** A window on a line where each answer comes when the test gives it. */
export function aLine() {
  const open = new Map<string, ((value: unknown) => void)[]>()
  const asked: { name: string; args: unknown[] }[] = []
  const api: Api = new Proxy(Object.create(null), {
    get:
      (_, name: string) =>
      (...args: unknown[]) =>
        new Promise((resolve) => {
          asked.push({ name, args })
          open.set(name, [...(open.get(name) ?? []), resolve])
        }),
  })
  const timers: (() => void)[] = []
  const clock: Clock = {
    now: () => 0,
    after(_, run) {
      timers.push(run)
      return () => void timers.splice(timers.indexOf(run), 1)
    },
  }
  const store = createStore({ report: () => {}, arrived: () => {} })
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0))
  return {
    store,
    sync: createSync({ api, store, clock, random: () => 0 }),
    bodies: () => store.messages.value.map(({ body }) => body),
    asked: (name: string) => asked.filter((one) => one.name === name).map(({ args }) => args),
    async answer(name: string, value: unknown) {
      await settled()
      open.get(name)?.shift()?.({ ok: true, value })
      await settled()
    },
    /** The pause between two polls is over. */
    async pass() {
      for (const run of timers.splice(0)) run()
      await settled()
    },
  }
}

import { randomUUID } from 'node:crypto'
import { effect } from '@preact/signals'
import { expect, onTestFinished } from 'vitest'
import type { Message } from '../../src/protocol/messages.ts'
import { createApi, type Fetch } from '../../src/web/app/api.ts'
import type { Clock } from '../../src/web/app/clock.ts'
import { createOutbox } from '../../src/web/app/outbox.ts'
import { createStore } from '../../src/web/app/store.ts'
import { createSync } from '../../src/web/app/sync.ts'
import type { Person } from '../support/person.ts'
import type { Ledger } from './ledger.ts'

export type Window = Awaited<ReturnType<typeof aWindow>>

const clock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

interface Options {
  /** Where the server, or a bad line to it, is reached. */
  at: { readonly url: string }
  /** Notes what is written and what is acknowledged. */
  ledger: Ledger
  /** How long a request may take; ms. */
  patience?: number
}

/** A window of somebody in a room: the real modules of the client, over real HTTP. */
export async function aWindow(
  person: Person,
  room: { id: string; name: string },
  { at, ledger, patience = 4000 }: Options,
) {
  const stored = new Map<string, string>()
  const fetchAsPerson: Fetch = async (path, init) => {
    const reply = await fetch(at.url + path, {
      ...init,
      headers: { ...init.headers, cookie: person.cookies.header() },
    })
    if (init.method === 'POST' && reply.ok) ledger.acknowledged(await reply.clone().json())
    return reply
  }
  const api = createApi({
    fetch: fetchAsPerson,
    timeout: () => AbortSignal.timeout(patience),
    isHidden: () => false,
  })
  const outbox = createOutbox({
    api,
    files: {
      uploaded: async () => ({
        ok: false,
        refusal: { code: 'unreachable', title: '', errors: [] },
      }),
      again: () => {},
      forget: () => {},
    },
    storage: {
      all: (prefix) => [...stored].filter(([name]) => name.startsWith(prefix)).map(([, v]) => v),
      set: (name, value) => void stored.set(name, value),
      remove: (name) => void stored.delete(name),
    },
    locks: { exclusively: (_, work) => work() },
    clock,
    random: Math.random,
    newKey: randomUUID,
  })
  const faults: object[] = []
  const store = createStore({
    report: (fault) => faults.push(fault),
    arrived: (messages) => outbox.arrived(messages),
  })
  const sync = createSync({ api, store, clock, random: Math.random })
  const { user } = await person.session()
  store.apply({ kind: 'logged_in', user, room: null })
  outbox.open(user.id)
  const stopFollowing = effect(() => {
    const visit = store.visit.value
    outbox.enterRoom(visit.kind === 'inside' ? visit.room.id : null)
  })
  sync.enter(room.id)
  onTestFinished(() => {
    stopFollowing()
    outbox.close()
    sync.stop()
    expect(faults, 'messages out of place').toEqual([])
  })

  return {
    name: person.name,
    store,
    outbox,
    sync,
    say(body: string): void {
      ledger.wrote(person.name, body)
      outbox.add(room, body)
    },
    /** The line may be back: does not wait for the next try. */
    wake(): void {
      sync.wake()
      outbox.wake()
    },
    log: (): readonly Message[] => store.messages.value,
    isInside: () => store.visit.value.kind === 'inside',
    hasSentAll: () => outbox.items.value.length === 0,
  }
}

/** The log, once everything is sent and every window shows all of it. */
export async function settled(windows: readonly Window[]): Promise<readonly Message[]> {
  const patience = { timeout: 240_000 }
  for (const window of windows) window.wake()
  await expect.poll(() => windows.every((each) => each.hasSentAll()), patience).toBe(true)
  const shown = () =>
    windows.map((window) =>
      window
        .log()
        .map(({ id }) => id)
        .join(),
    )
  await expect.poll(() => new Set(shown()).size, patience).toBe(1)
  return windows[0]?.log() ?? []
}

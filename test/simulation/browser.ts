import type { Locks } from '../../src/web/app/drain.ts'
import type { Storage } from '../../src/web/app/outbox.ts'
import type { Profile } from './cast.ts'
import type { Network } from './network.ts'

/** A window as its browser knows it. */
export interface Tab {
  name: string
  isOpen(): boolean
  /** Another window changed the storage. */
  storageChanged(): void
}

export type Browser = ReturnType<typeof createBrowser>

/** What the windows of one browser share: the session's cookie, the storage, the locks, the machine. */
export function createBrowser({ owner, name, token, windows }: Profile, network: Network) {
  const stored = new Map<string, string>()
  const queues = new Map<string, { tab: Tab; run: () => void }[]>()
  const tabs = new Set<Tab>()
  let awake = true

  const tellOthers = (than: Tab): void => {
    for (const tab of tabs) {
      if (tab === than) continue
      network.send({
        kind: 'word',
        about: `word of the storage to ${tab.name}`,
        isAwake: () => awake,
        hear: () => tab.isOpen() && tab.storageChanged(),
      })
    }
  }

  const next = (lock: string): void => queues.get(lock)?.[0]?.run()

  return {
    owner,
    name,
    windows,
    cookie: `parlor=${token}`,
    isAwake: () => awake,
    sleep: () => {
      awake = false
    },
    wakeUp: () => {
      awake = true
    },
    /** What is kept of unsent messages, whoever wrote them. */
    stored: (): ReadonlyMap<string, string> => stored,
    opened: (tab: Tab) => void tabs.add(tab),

    /** The browser gives back what a window held when it closes it, however suddenly. */
    closed(tab: Tab): void {
      tabs.delete(tab)
      for (const [lock, queue] of queues) {
        const held = queue[0]?.tab === tab
        queues.set(
          lock,
          queue.filter((waiting) => waiting.tab !== tab),
        )
        if (held) next(lock)
      }
    },

    storageFor: (tab: Tab): Storage => ({
      all: (prefix) => [...stored].filter(([key]) => key.startsWith(prefix)).map(([, v]) => v),
      set(key, value) {
        if (!tab.isOpen()) return
        stored.set(key, value)
        tellOthers(tab)
      },
      remove(key) {
        if (tab.isOpen() && stored.delete(key)) tellOthers(tab)
      },
    }),

    /** The Web Locks of one window: who asks first is first. */
    locksFor: (tab: Tab): Locks => ({
      exclusively: (lock, work) =>
        new Promise((resolve, reject) => {
          const queue = queues.get(lock) ?? []
          queues.set(lock, queue)
          const release = (): void => {
            queues.set(lock, queues.get(lock)?.filter((each) => each !== mine) ?? [])
            next(lock)
          }
          const mine = {
            tab,
            run: () => void work().then(resolve, reject).finally(release),
          }
          queue.push(mine)
          if (queue.length === 1) mine.run()
        }),
    }),
  }
}

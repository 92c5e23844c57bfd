import { effect, untracked } from '@preact/signals'
import type { Announcer } from './announcer.ts'
import type { Attention } from './attention.ts'
import type { Hues } from './hues.ts'
import type { Storage } from './outbox.ts'
import type { Reading } from './reading.ts'
import type { Store } from './store.ts'

type Parts = {
  store: Store
  storage: Storage
  reading: Reading
  news: Announcer
  attention: Attention
  hues: Hues
}

/** Under which a browser's storage has the ids of the rooms that one was in last, a space between them. */
const lastRoomsName = 'last-room'
/** As many as the installed app has shortcuts to. */
const mostLastRooms = 3

/** The ids of the rooms that one was in last in this browser, the last one first. */
export function lastRoomsIn(storage: Storage, here = ''): string[] {
  const ids = [here, ...storage.all(lastRoomsName)].join(' ').match(/\S+/g)
  return [...new Set(ids)].slice(0, mostLastRooms)
}

/** Whoever spoke before these has a hue of their own only by luck. */
const messagesLookedAt = 500

/** Lets follow from the room one is in what is read, announced and remembered of it. */
export function followRoom({ store, storage, reading, news, attention, hues }: Parts): void {
  effect(() => {
    const visit = store.visit.value
    untracked(() => {
      if (visit.kind !== 'inside') return void reading.close()
      const last = store.newest.value.at(-1)?.seq ?? 0
      const { readUpTo, returning } = store
      reading.open(visit.room.id, readUpTo.value, last, returning.value)
      news.clear()
    })
  })

  effect(() => {
    if (store.session.value.kind !== 'out') return
    untracked(() => {
      news.clear()
      void attention.empty()
    })
  })

  effect(() => {
    const visit = store.visit.value
    const inside = [...store.people.value.values()]
    const spoke = store.newest.value.slice(-messagesLookedAt).reverse()
    if (visit.kind !== 'inside') return
    const authors = new Map(spoke.map(({ author }) => [author.id, author]))
    untracked(() => hues.share(visit.room.id, inside, [...authors.values()]))
  })

  effect(() => {
    const visit = store.visit.value
    if (visit.kind === 'inside') {
      storage.set(lastRoomsName, lastRoomsIn(storage, visit.room.id).join(' '))
    }
    if (store.session.value.kind === 'out') storage.remove(lastRoomsName)
  })
}

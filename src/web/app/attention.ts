import { computed, effect, type Signal, signal } from '@preact/signals'
import type { Message } from '../../protocol/messages.ts'
import type { QuietHours } from '../../protocol/push.ts'
import { excerptOf } from '../../protocol/quotes.ts'
import type { Room } from '../../protocol/rooms.ts'
import { t } from '../locale/messages.ts'
import type { Api } from './api.ts'
import { addressOf } from './base-path.ts'
import { isBlocked } from './blocked.ts'
import type { Call, Caller } from './caller.ts'
import { loadChunk } from './chunks.ts'
import type { Clock } from './clock.ts'
import { mentions } from './mentions.ts'
import { nameOf } from './name-of.ts'
import type { Preferences } from './preferences.ts'
import { newsIn } from './rooms-of-mine.ts'
import { selfId } from './self.ts'
import type { Store } from './store.ts'

export type Deps = {
  page: Window
  store: Store
  preferences: Preferences
  clock: Clock
  api: Api
  quietHours: Signal<QuietHours>
  /** Goes to a path of this Parlor. */
  go: (path: string) => void
}

/** What one sees in a window is read everywhere by then. */
const readWithinMs = 2500

export type Attention = ReturnType<typeof createAttention>

/** Tells a person who is looking elsewhere that something was said; silent while they look here. */
export function createAttention(deps: Deps) {
  const { page, store, preferences, clock } = deps
  const unread = signal(0)
  /** The page's own name, to which the count of unread messages is put. */
  const title = signal(page.document.title)
  /** What is new in other rooms than the one that is shown. */
  const others = computed(() => {
    const visit = store.visit.value
    const shown = visit.kind === 'inside' ? visit.room.id : undefined
    return (store.rooms.value ?? []).filter(({ id }) => id !== shown)
  })
  const elsewhere = computed(() => others.value.reduce((sum, room) => sum + newsIn(room), 0))
  const count = computed(() => unread.value + elsewhere.value)
  const named = computed(() =>
    count.value > 0 ? t().attention.unreadTitle(count.value, title.value) : title.value,
  )
  const icon = page.document.querySelector<HTMLLinkElement>('link[rel=icon]')

  const inFront = () => page.document.visibilityState === 'visible' && page.document.hasFocus()

  effect(() => {
    page.document.title = named.value
  })
  effect(() => {
    const { navigator } = page
    // On the icon of the installed app; browsers that have none refuse it.
    if (count.value > 0) void navigator.setAppBadge?.(count.value).catch(() => {})
    else void navigator.clearAppBadge?.().catch(() => {})
  })
  effect(() => {
    if (icon) icon.href = addressOf(count.value > 0 ? '/icon-unread.svg' : '/icon.svg')
  })

  const back = () => {
    if (inFront()) unread.value = 0
  }
  page.addEventListener('focus', back)
  page.document.addEventListener('visibilitychange', back)

  /** What rings, and shows notifications: its code is fetched with the first thing that asks for it. */
  let caller: Promise<Caller | null> | null = null
  const fetchCaller = () =>
    loadChunk(async () => (await import('./caller.ts')).createCaller({ ...deps, inFront })).catch(
      () => {
        caller = null
        return null
      },
    )

  /** Something was said while nobody looks: it is heard, and seen, if that is wanted. */
  const call = async (what: Call) => {
    if (!preferences.sound.peek() && !preferences.notifications.peek()) return
    caller ??= fetchCaller()
    void (await caller)?.call(what)
  }

  /** What was new in each room, as of the last list; null: nobody has seen one yet. */
  let before: Map<string, number> | null = null
  effect(() => {
    const rooms = store.rooms.value
    const risen = others.value.filter((room) => newsIn(room) > (before?.get(room.id) ?? 0))
    const isFirst = before === null
    before = rooms && new Map(rooms.map((room) => [room.id, newsIn(room)]))
    if (isFirst) return
    // Another window may be in front, and shows it: then it is read in a moment.
    for (const { id } of risen) clock.after(readWithinMs, () => callIfUnread(id))
  })

  const callIfUnread = (roomId: string) => {
    const room = others.peek().find(({ id }) => id === roomId)
    const last = room?.last
    if (!last || newsIn(room) === 0 || inFront() || isBlocked(last, { store })) return
    void call({ who: nameOf(last.author), body: last.excerpt, room, seq: room.messages })
  }

  /** By what the person wants to hear of the room. */
  const isWanted = (message: Message, { notify }: Room) =>
    notify === 'all' || (notify === 'mentions' && mentions(message, selfId({ store })))

  return {
    title,
    inFront,

    /** Takes away whatever was said on screen and in the title, when the person logs out. */
    async empty() {
      unread.value = 0
      void caller?.then((it) => it?.empty())
      const worker = await page.navigator.serviceWorker?.getRegistration().catch(() => undefined)
      const others = (await worker?.getNotifications().catch(() => [])) ?? []
      for (const notification of others) notification.close()
    },

    /** Messages of others that just came in. */
    arrived(messages: readonly Message[]) {
      const visit = store.visit.peek()
      if (visit.kind !== 'inside' || inFront()) return
      const room = store.rooms.peek()?.find(({ id }) => id === visit.room.id) ?? visit.room
      const heard = messages.filter((message) => isWanted(message, room))
      const latest = heard.at(-1)
      if (!latest) return
      unread.value += heard.length
      const { seq, body, author } = latest
      void call({ who: nameOf(author), body: body || excerptOf(latest), room, seq })
    },
  }
}

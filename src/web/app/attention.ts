import { computed, effect, signal } from '@preact/signals'
import type { Message } from '../../protocol/messages.ts'
import { excerptOf } from '../../protocol/quotes.ts'
import type { Room } from '../../protocol/rooms.ts'
import { t } from '../locale/messages.ts'
import { addressOf } from './base-path.ts'
import { isBlocked } from './blocked.ts'
import type { Clock } from './clock.ts'
import { nameOf } from './name-of.ts'
import type { Preferences } from './preferences.ts'
import { newsIn } from './rooms-of-mine.ts'
import type { Store } from './store.ts'

type Deps = { page: Window; store: Store; preferences: Preferences; clock: Clock }

/** A lively room is not to ring with every message. */
const soundPauseMs = 10_000
/** What one sees in a window is read everywhere by then. */
const readWithinMs = 2500

export type Attention = ReturnType<typeof createAttention>

/** Tells a person who is looking elsewhere that something was said; silent while they look here. */
export function createAttention({ page, store, preferences, clock }: Deps) {
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

  /** Two soft notes, made on the spot: no file to fetch. */
  const chime = () => {
    // A page that nobody has touched yet may make no sound: the notes would wait for a touch.
    if (page.navigator.userActivation?.hasBeenActive === false) return
    const context = new AudioContext()
    for (const [index, frequency] of [659.25, 880].entries()) {
      const at = context.currentTime + index * 0.12
      const note = new OscillatorNode(context, { frequency })
      const volume = new GainNode(context, { gain: 0 })
      volume.gain.setTargetAtTime(0.08, at, 0.01)
      volume.gain.setTargetAtTime(0, at + 0.1, 0.08)
      note.connect(volume).connect(context.destination)
      note.start(at)
      note.stop(at + 0.6)
      if (index === 1) note.addEventListener('ended', () => void context.close())
    }
  }

  let rang = Number.NEGATIVE_INFINITY
  const ring = () => {
    if (clock.now() - rang < soundPauseMs) return
    rang = clock.now()
    chime()
  }

  /** Those on screen that were shown without the service worker. */
  const shown = new Set<Notification>()

  const notify = async (who: string, body: string, { id, name }: Room) => {
    const words = t().attention.notification(who, name)
    // The tag alone would have each one take the place of the last without a sound.
    const options: NotificationOptions & { renotify: boolean } = {
      body,
      icon: addressOf('/icon-192.png'),
      tag: `room ${id}`,
      renotify: true,
    }
    try {
      const notification = new Notification(words, options)
      shown.add(notification)
      notification.addEventListener('click', () => page.focus())
      notification.addEventListener('close', () => shown.delete(notification))
    } catch {
      // Phones show them through the service worker only.
      const worker = await page.navigator.serviceWorker?.getRegistration()
      await worker?.showNotification(words, options)
    }
  }

  /** Something was said while nobody looks: it is heard, and seen, if that is wanted. */
  const call = (who: string, body: string, room: Room | undefined) => {
    if (preferences.sound.peek()) ring()
    const allowed = 'Notification' in page && Notification.permission === 'granted'
    if (preferences.notifications.peek() && allowed && room) void notify(who, body, room)
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
    call(nameOf(last.author), last.excerpt, room)
  }

  return {
    title,
    inFront,
    chime,

    /** To be called on a click only; browsers refuse it otherwise, and rightly. */
    async askForNotifications(): Promise<boolean> {
      if (!('Notification' in page)) return false
      return (await Notification.requestPermission()) === 'granted'
    },

    /** Takes away whatever was said on screen and in the title, when the person logs out. */
    async empty() {
      unread.value = 0
      for (const notification of shown) notification.close()
      const worker = await page.navigator.serviceWorker?.getRegistration().catch(() => undefined)
      const others = (await worker?.getNotifications().catch(() => [])) ?? []
      for (const notification of others) notification.close()
    },

    /** Messages of others that just came in. */
    arrived(messages: readonly Message[]) {
      const latest = messages.at(-1)
      const visit = store.visit.peek()
      if (!latest || inFront()) return
      unread.value += messages.length
      const room = visit.kind === 'inside' ? visit.room : undefined
      call(nameOf(latest.author), latest.body || excerptOf(latest), room)
    },
  }
}

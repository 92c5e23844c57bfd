import { effect } from '@preact/signals'
import { plainExcerptOf } from '../../protocol/formatting/excerpt.ts'
import { isQuiet } from '../../protocol/quiet-hours.ts'
import type { Room } from '../../protocol/rooms.ts'
import { t } from '../locale/messages.ts'
import { accountApi } from './account-api.ts'
import type { Deps as DepsOfAttention } from './attention.ts'
import { addressOf } from './base-path.ts'
import { chime } from './chime.ts'
import { newsIn } from './rooms-of-mine.ts'
import { roomPath } from './router.ts'

type Deps = DepsOfAttention & { inFront: () => boolean }

/** What is to be heard of and seen: the newest of what was said in a room, and its place there. */
export type Call = { who: string; body: string; room: Room; seq: number }

export type Caller = ReturnType<typeof createCaller>

/** A lively room is not to ring with every message. */
const soundPauseMs = 10_000
/** For so long it is not asked anew when the person wants to be left in peace: another device may have it changed. */
const hoursKeptMs = 5 * 60_000

/** Rings, and shows notifications, until what they are about was read. */
export function createCaller({
  page,
  store,
  preferences,
  clock,
  api,
  quietHours,
  go,
  inFront,
}: Deps) {
  let rang = Number.NEGATIVE_INFINITY
  let askedAt = Number.NEGATIVE_INFINITY
  /** By the ids of their rooms. */
  const shown = new Map<string, { notification?: Notification; isCounted: boolean }>()

  const isLeftInPeace = async () => {
    if (clock.now() - askedAt > hoursKeptMs) {
      const answer = await accountApi(api).quietHours()
      if (answer.ok) {
        quietHours.value = answer.value.quietHours
        askedAt = clock.now()
      }
    }
    return isQuiet(quietHours.peek(), clock.now())
  }

  const ring = () => {
    if (clock.now() - rang < soundPauseMs) return
    rang = clock.now()
    chime()
  }

  const notify = async ({ who, body, room, seq }: Call) => {
    const { id } = room
    const words = t().attention.notification(who, room.name)
    const path = `${roomPath(id)}?at=${seq}`
    // The tag alone would have each one take the place of the last without a sound.
    const options: NotificationOptions & { renotify: boolean } = {
      body: plainExcerptOf({ body }),
      icon: addressOf('/icon-192.png'),
      tag: tagOf(id),
      renotify: true,
      data: { path: addressOf(path) },
    }
    const isCounted = newsIn(room) > 0
    shown.set(id, { isCounted })
    try {
      const notification = new Notification(words, options)
      shown.set(id, { notification, isCounted })
      notification.addEventListener('click', () => {
        page.focus()
        go(path)
        notification.close()
      })
    } catch {
      // Phones show them through the service worker only, which hears of the click.
      const worker = await page.navigator.serviceWorker?.getRegistration()
      await worker?.showNotification(words, options)
    }
  }

  const putAway = async (roomId: string) => {
    const { notification } = shown.get(roomId) ?? {}
    shown.delete(roomId)
    if (notification) return notification.close()
    const worker = await page.navigator.serviceWorker?.getRegistration()
    const others = (await worker?.getNotifications?.({ tag: tagOf(roomId) })) ?? []
    for (const one of others) one.close()
  }

  effect(() => {
    for (const room of store.rooms.value ?? []) {
      const one = shown.get(room.id)
      if (!one) continue
      // The list may not have heard yet of what was told.
      if (newsIn(room) > 0) one.isCounted = true
      else if (one.isCounted) void putAway(room.id)
    }
  })
  const back = () => {
    const visit = store.visit.peek()
    if (inFront() && visit.kind === 'inside') void putAway(visit.room.id)
  }
  page.addEventListener('focus', back)
  page.document.addEventListener('visibilitychange', back)

  return {
    async call(what: Call) {
      if (await isLeftInPeace()) return
      if (preferences.sound.peek()) ring()
      const allowed = 'Notification' in page && Notification.permission === 'granted'
      if (preferences.notifications.peek() && allowed) await notify(what)
    },
    /** Takes away all that stands on screen. */
    empty() {
      for (const id of shown.keys()) void putAway(id)
    },
  }
}

const tagOf = (roomId: string) => `room ${roomId}`

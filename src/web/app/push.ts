import type { NewPushSubscription } from '../../protocol/push.ts'
import { language } from '../locale/messages.ts'
import { accountApi } from './account-api.ts'
import type { Api } from './api.ts'

export type Shows = NonNullable<NewPushSubscription['shows']>

/** Whether this device can be told of messages while Parlor is closed. */
export type Reach = 'possible' | 'only_installed' | 'impossible'

export function reachOf(page: Window): Reach {
  if ('PushManager' in page && 'Notification' in page) return 'possible'
  // Safari on phones has it for what was put on the home screen alone.
  const isApple = /iPhone|iPad|iPod/.test(page.navigator.userAgent) || isTabletOfApple(page)
  return isApple ? 'only_installed' : 'impossible'
}

const isTabletOfApple = ({ navigator }: Window) =>
  /Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1

const registered = async (page: Window) =>
  (await page.navigator.serviceWorker?.getRegistration()) ?? null

/** What this browser has subscribed to; null: nothing. */
export async function subscriptionOf(page: Window): Promise<PushSubscription | null> {
  return (await registered(page))?.pushManager?.getSubscription() ?? null
}

/** To be called on a click only: the browser asks the person. */
export async function subscribe(
  page: Window,
  api: Api,
  shows: Shows,
): Promise<'done' | 'blocked' | 'failed'> {
  if ((await Notification.requestPermission()) !== 'granted') return 'blocked'
  const key = await accountApi(api).pushKey()
  const worker = await registered(page)
  if (!key.ok || !worker) return 'failed'
  const wanted = { userVisibleOnly: true, applicationServerKey: key.value.key }
  const subscription = await worker.pushManager.subscribe(wanted).catch(() => null)
  return (await tell(api, subscription, shows)) ? 'done' : 'failed'
}

/** Has the server know of it, and of what it is to show. */
export async function tell(api: Api, subscription: PushSubscription | null, shows: Shows) {
  const { endpoint, keys } = subscription?.toJSON() ?? {}
  const { p256dh, auth } = keys ?? {}
  if (!endpoint || !p256dh || !auth) return false
  const spoken = language.peek()
  const answer = await accountApi(api).subscribe({
    endpoint,
    keys: { p256dh, auth },
    shows,
    language: spoken,
  })
  return answer.ok
}

/** This browser is told of nothing any more. */
export async function unsubscribe(page: Window, api: Api | null): Promise<void> {
  const subscription = await subscriptionOf(page).catch(() => null)
  if (!subscription) return
  if (api) await accountApi(api).unsubscribe(subscription.endpoint)
  await subscription.unsubscribe().catch(() => false)
}

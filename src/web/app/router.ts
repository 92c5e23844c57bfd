import { computed, signal } from '@preact/signals'
import { addressOf, pathAt } from './base-path.ts'

export type Route =
  | { kind: 'home' }
  | { kind: 'rooms' }
  | { kind: 'room'; id: string }
  | { kind: 'for-you' }
  /** What another app shared is to go into a room. */
  | { kind: 'share' }
  /** The room that one was in last, whichever it is; or before that, with `place` 2, and so on. */
  | { kind: 'last'; place: number }
  | { kind: 'reset' }
  | { kind: 'invite'; code: string }
  | { kind: 'admin'; part: string }
  | { kind: 'design' }
  | { kind: 'unknown' }

export type Router = ReturnType<typeof createRouter>

/** Real URLs: every page has one, and the browser's own back and forward lead there. */
export function createRouter(page: Window) {
  const here = () => pathAt(page.location.pathname) ?? page.location.pathname
  const path = signal(here())
  /** The `seq` of the message that the address leads to, until somebody has gone there. */
  const at = signal(seqIn(page.location.search))
  page.addEventListener('popstate', () => {
    path.value = here()
    at.value = seqIn(page.location.search)
  })

  const go = (to: string, how: 'push' | 'replace' = 'push') => {
    const [next = '', search = ''] = to.split('?')
    if (to === path.peek()) return
    const isSamePage = next === path.peek() && seqIn(search) !== null
    // What was searched for stays behind, also when it was found in the room where one is.
    if (how === 'push' && (!isSamePage || page.history.state))
      page.history.pushState(null, '', addressOf(to))
    else page.history.replaceState(null, '', addressOf(to))
    path.value = here()
    at.value = seqIn(search)
  }

  /** The path of the room of this Parlor that an address leads to; null if it leads elsewhere. */
  const roomAt = (address: string): string | null => {
    const { origin, pathname, search } = new URL(address)
    const path = origin === page.location.origin ? pathAt(pathname) : null
    if (path === null || routeOf(path).kind !== 'room') return null
    const seq = seqIn(search)
    return seq === null ? path : `${path}?at=${seq}`
  }

  return { path, route: computed(() => routeOf(path.value)), at, go, roomAt }
}

function seqIn(search: string): number | null {
  const text = new URLSearchParams(search).get('at') ?? ''
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null
}

export const roomPath = (id: string) => `/rooms/${encodeURIComponent(id)}`

function routeOf(path: string): Route {
  const [first, second, ...rest] = path.split('/').filter(Boolean)
  if (rest.length > 0) return { kind: 'unknown' }
  if (first === undefined) return { kind: 'home' }
  if (first === 'design' && import.meta.env.DEV) return { kind: 'design' }
  if (first === 'reset' && second === undefined) return { kind: 'reset' }
  if ((first === 'for-you' || first === 'share') && second === undefined) return { kind: first }
  if (first === 'last') return { kind: first, place: Number(second ?? 1) }
  if (first === 'invite' && second !== undefined) return { kind: 'invite', code: decoded(second) }
  if (first === 'admin') return { kind: 'admin', part: second ?? '' }
  if (first !== 'rooms') return { kind: 'unknown' }
  if (second === undefined) return { kind: 'rooms' }
  // Other programs take the full stop of a sentence for the end of the address in it.
  return { kind: 'room', id: decoded(second).replace(/(?![-_])[\p{P}\p{Cf}]+$/u, '') }
}

function decoded(part: string) {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

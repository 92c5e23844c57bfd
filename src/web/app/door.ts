import type { FirstLoad } from '../../protocol/first-load.ts'
import type { Room } from '../../protocol/rooms.ts'
import type { Route } from './router.ts'

type Arrival = FirstLoad['arrival']

export type Door = ReturnType<typeof createDoor>

/**
 * Keeps whoever came to a room's address from outside of Parlor before its door until they say that
 * they want to go in: a page elsewhere can lead a browser here, and must not move the person.
 */
export function createDoor(arrival: Arrival, route: Route) {
  let closed = route.kind === 'room' && arrival !== 'own' ? route.id : null

  return {
    /** @param whereabouts the room that the person is in */
    isClosed(roomId: string, whereabouts: Room | null): boolean {
      if (closed !== roomId || whereabouts?.id === roomId) return false
      // A bookmark cannot be told from a link there; whoever is in no room loses nothing by it.
      return arrival === 'foreign' || whereabouts !== null
    },
    open() {
      closed = null
    },
  }
}

/**
 * Where the page came from. The server is believed, if it had a word on it (the shell is shown without a
 * line), but for one case: in Firefox (seen in 153) the service worker asks for every page in Parlor's
 * own name, wherever the link was.
 */
export function arrivalOf(page: Window, told: Arrival | undefined): Arrival {
  const isGecko = /\bGecko\/\d/.test(page.navigator.userAgent)
  const askedByWorker = isGecko && page.navigator.serviceWorker?.controller != null
  if (told !== undefined && !(told === 'own' && askedByWorker)) return told
  const { referrer } = page.document
  if (referrer === '') return 'unknown'
  return new URL(referrer).origin === page.location.origin ? 'own' : 'foreign'
}

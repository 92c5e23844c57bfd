import type { ForYou } from '../../protocol/for-you.ts'
import type { Api } from './api.ts'
import type { Lobby } from './lobby.ts'
import type { Store } from './store.ts'

/** What only parts ask for that are loaded when they are opened. */
export function forYouApi({ ask }: Pick<Api, 'ask'>) {
  return {
    page: (after: string | null) =>
      ask<ForYou>('GET', `/api/me/for-you${after === null ? '' : `?page=${after}`}`),
    seen: (seen: string) => ask<null>('PUT', '/api/me/for-you', { seen }),
    read: (rooms: Record<string, number>) => ask<null>('PUT', '/api/me/read', { rooms }),
  }
}

/** Marks all that the list shows as unread as read, up to what it knows of. */
export async function readAll({ api, store, lobby }: { api: Api; store: Store; lobby: Lobby }) {
  const unread = (store.rooms.peek() ?? []).filter(({ unread }) => (unread ?? 0) > 0)
  const rooms = Object.fromEntries(unread.map(({ id, messages }) => [id, messages]))
  if (unread.length > 0) await forYouApi(api).read(rooms)
  lobby.refresh()
}

import type { ForYou } from '../../protocol/for-you.ts'
import type { Api, Refusal } from './api.ts'
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

type Parts = { api: Api; store: Store; lobby: Lobby }

/**
 * Marks all that the list shows as unread as read, up to what it knows of.
 * @returns why it could not
 */
export async function readAll({ api, store, lobby }: Parts): Promise<Refusal | null> {
  const unread = (store.rooms.peek() ?? []).filter(({ unread }) => (unread ?? 0) > 0)
  const rooms = Object.fromEntries(unread.map(({ id, messages }) => [id, messages]))
  const answer = unread.length > 0 ? await forYouApi(api).read(rooms) : null
  lobby.refresh()
  return answer?.ok === false ? answer.refusal : null
}

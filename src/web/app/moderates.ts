import type { Room } from '../../protocol/rooms.ts'
import type { Store } from './store.ts'

type Page = { store: Pick<Store, 'standing'> }

/** Whether the person has a say over everybody in a room because they look after the instance. */
export function administers({ store }: Page, room: Pick<Room, 'kind'>): boolean {
  return room.kind === 'open' && store.standing.value.role !== 'member'
}

/** Whether they look after what is said in a room, and who says it. */
export function moderates(page: Page, room: Pick<Room, 'kind' | 'role'>): boolean {
  return room.role === 'owner' || room.role === 'moderator' || administers(page, room)
}

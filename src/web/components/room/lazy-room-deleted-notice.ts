import { lazy } from '../controls/lazy.tsx'

/** A room fetches it beforehand: when it is deleted, the code may be another's by then. */
export const RoomDeletedNotice = lazy(
  async () => (await import('./room-deleted-notice.tsx')).RoomDeletedNotice,
)

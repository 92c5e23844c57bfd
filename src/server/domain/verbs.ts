import { createAccount } from './accounts.ts'
import { joinRoom, leaveRoom, markRead } from './memberships.ts'
import { postMessage } from './messages.ts'
import { createRoom, deleteRoom, purgeDeletedRooms } from './rooms.ts'
import { endSession, openSession, touchSession } from './sessions.ts'

/** Everything that writes. The lane runs them by name, in whichever thread the database is open. */
export const verbs = {
  createAccount,
  openSession,
  endSession,
  touchSession,
  createRoom,
  deleteRoom,
  purgeDeletedRooms,
  joinRoom,
  leaveRoom,
  markRead,
  postMessage,
}
export type ParlorVerbs = typeof verbs

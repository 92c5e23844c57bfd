import type { Database } from '../database/database.ts'
import { dropJob, retryJob } from '../engine/failed-jobs.ts'
import { type Commit, createCommit, type Surroundings } from '../engine/group-commit.ts'
import { endTry, leaseJobs, remind } from '../engine/jobs.ts'
import { changeAccount } from './account-changes.ts'
import { deleteAccount } from './account-deletion.ts'
import { createAccount, makeAdmin, shutAccount } from './accounts.ts'
import { chooseLevel, markUnread } from './attention.ts'
import { block } from './blocks.ts'
import type { Change } from './change.ts'
import { clearMessages, eraseMessages } from './clearing.ts'
import { openDirectRoom } from './direct-rooms.ts'
import { purgeFile } from './file-purging.ts'
import {
  addChunk,
  addVariantChunk,
  beginFile,
  describeFile,
  discardFile,
  finishFile,
} from './files.ts'
import { seeForYou } from './for-you.ts'
import { countTry, takeBackTry } from './guessing.ts'
import { changeInstance } from './instance.ts'
import { setPicture } from './instance-picture.ts'
import { acceptInvite, offerInvite, withdrawInvite } from './invites.ts'
import { postMessage } from './messages.ts'
import { offerReset, resetPassword } from './new-passwords.ts'
import { pinMessage } from './pins.ts'
import { joinRoom, leaveRoom, notePresence } from './presence.ts'
import { forgetProcess, heartbeat } from './processes.ts'
import { chooseQuietHours, keepPushKey, noteTold, subscribe, unsubscribe } from './push.ts'
import { react } from './reactions.ts'
import { markRead } from './read-markers.ts'
import { handleReport, reportMessage } from './reports.ts'
import { deleteMessage, editMessage } from './revisions.ts'
import { changeRoom } from './room-changes.ts'
import {
  ban,
  leaveForGood,
  mute,
  removeMember,
  setMember,
  unban,
  unmute,
} from './room-moderation.ts'
import { createRoom, deleteRoom, purgeRoom, removeRoom } from './rooms.ts'
import { indexMessages } from './search/index-messages.ts'
import {
  endOtherSessions,
  endSession,
  openSession,
  purgeSessions,
  touchSession,
} from './sessions.ts'
import { banPerson, changePerson, offerResetOf, unbanPerson } from './shutting-out.ts'
import { throughSession } from './still-living.ts'

const alone = { locksPerson: false }
const holdingPerson = { locksPerson: true }

/** Everything that writes. The write queue runs them by name, in whichever thread the database is open. */
export const verbs = {
  createAccount,
  shutAccount,
  makeAdmin,
  setUpInstance: changeInstance,
  changeInstance: throughSession(changeInstance, alone),
  setUpPicture: setPicture,
  setPicture: throughSession(setPicture, alone),
  offerInvite: throughSession(offerInvite, holdingPerson),
  acceptInvite: throughSession(acceptInvite, holdingPerson),
  withdrawInvite: throughSession(withdrawInvite, alone),
  changePerson: throughSession(changePerson, alone),
  banPerson: throughSession(banPerson, alone),
  unbanPerson: throughSession(unbanPerson, alone),
  offerResetOf: throughSession(offerResetOf, alone),
  reportMessage: throughSession(reportMessage, alone),
  handleReport: throughSession(handleReport, alone),
  clearMessages: throughSession(clearMessages, alone),
  eraseMessages,
  deleteAccount: throughSession(deleteAccount, holdingPerson),
  block: throughSession(block, alone),
  openSession,
  endSession: throughSession(endSession, holdingPerson),
  endOtherSessions: throughSession(endOtherSessions, holdingPerson),
  touchSession,
  purgeSessions,
  countTry,
  takeBackTry,
  changeAccount: throughSession(changeAccount, holdingPerson),
  offerReset,
  resetPassword,
  createRoom: throughSession(createRoom, holdingPerson),
  deleteRoom: throughSession(deleteRoom, alone),
  changeRoom: throughSession(changeRoom, alone),
  // Those that are about others lock them together, or the one alone.
  openDirectRoom: throughSession(openDirectRoom, alone),
  setMember: throughSession(setMember, alone),
  removeMember: throughSession(removeMember, alone),
  leaveForGood: throughSession(leaveForGood, holdingPerson),
  ban: throughSession(ban, alone),
  unban: throughSession(unban, alone),
  mute: throughSession(mute, alone),
  unmute: throughSession(unmute, alone),
  removeRoom,
  purgeRoom,
  joinRoom: throughSession(joinRoom, holdingPerson),
  leaveRoom: throughSession(leaveRoom, holdingPerson),
  markRead: throughSession(markRead, alone),
  markUnread: throughSession(markUnread, holdingPerson),
  chooseLevel: throughSession(chooseLevel, holdingPerson),
  notePresence,
  keepPushKey,
  subscribe: throughSession(subscribe, holdingPerson),
  unsubscribe: throughSession(unsubscribe, alone),
  chooseQuietHours: throughSession(chooseQuietHours, holdingPerson),
  noteTold,
  seeForYou: throughSession(seeForYou, holdingPerson),
  // It asks by itself, for all posts of a group at once.
  postMessage,
  editMessage: throughSession(editMessage, alone),
  deleteMessage: throughSession(deleteMessage, alone),
  pinMessage: throughSession(pinMessage, alone),
  // It asks by itself, as posts do.
  react,
  indexMessages,
  beginFile: throughSession(beginFile, holdingPerson),
  addChunk: throughSession(addChunk, alone),
  addVariantChunk,
  finishFile: throughSession(finishFile, alone),
  describeFile: throughSession(describeFile, alone),
  discardFile: throughSession(discardFile, alone),
  purgeFile,
  heartbeat,
  forgetProcess,
  leaseJobs,
  endTry,
  remind,
  retryJob,
  dropJob,
}
export type ParlorVerbs = typeof verbs

/** Runs the verbs on a database, in groups that share a commit. */
export function commitOf(database: Database, around: Surroundings): Commit<Change> {
  return createCommit<Change>(database, verbs, around)
}

/**
 * With whom a write may share a commit: `room`, with others in the same room, as it touches that room
 * and nothing that others could hold; `nobody`.
 */
const sharing: Record<keyof ParlorVerbs, 'room' | 'nobody'> = {
  createAccount: 'nobody',
  shutAccount: 'nobody',
  makeAdmin: 'nobody',
  setUpInstance: 'nobody',
  changeInstance: 'nobody',
  setUpPicture: 'nobody',
  setPicture: 'nobody',
  offerInvite: 'nobody',
  acceptInvite: 'nobody',
  withdrawInvite: 'nobody',
  changePerson: 'nobody',
  banPerson: 'nobody',
  unbanPerson: 'nobody',
  offerResetOf: 'nobody',
  reportMessage: 'nobody',
  handleReport: 'nobody',
  clearMessages: 'nobody',
  eraseMessages: 'nobody',
  deleteAccount: 'nobody',
  block: 'nobody',
  openSession: 'nobody',
  endSession: 'nobody',
  endOtherSessions: 'nobody',
  touchSession: 'nobody',
  purgeSessions: 'nobody',
  countTry: 'nobody',
  takeBackTry: 'nobody',
  changeAccount: 'nobody',
  offerReset: 'nobody',
  resetPassword: 'nobody',
  createRoom: 'nobody',
  deleteRoom: 'room',
  changeRoom: 'nobody',
  openDirectRoom: 'nobody',
  setMember: 'nobody',
  removeMember: 'nobody',
  leaveForGood: 'nobody',
  ban: 'nobody',
  unban: 'nobody',
  mute: 'nobody',
  unmute: 'nobody',
  removeRoom: 'nobody',
  purgeRoom: 'nobody',
  joinRoom: 'nobody',
  leaveRoom: 'nobody',
  markRead: 'room',
  markUnread: 'nobody',
  chooseLevel: 'nobody',
  keepPushKey: 'nobody',
  subscribe: 'nobody',
  unsubscribe: 'nobody',
  chooseQuietHours: 'nobody',
  noteTold: 'room',
  seeForYou: 'nobody',
  notePresence: 'room',
  postMessage: 'room',
  editMessage: 'room',
  deleteMessage: 'room',
  pinMessage: 'room',
  react: 'room',
  indexMessages: 'nobody',
  beginFile: 'nobody',
  addChunk: 'nobody',
  addVariantChunk: 'nobody',
  finishFile: 'nobody',
  describeFile: 'nobody',
  discardFile: 'nobody',
  purgeFile: 'nobody',
  heartbeat: 'nobody',
  forgetProcess: 'nobody',
  leaseJobs: 'nobody',
  endTry: 'nobody',
  remind: 'nobody',
  retryJob: 'nobody',
  dropJob: 'nobody',
}
const inOneRoom: ReadonlySet<string> = new Set(
  Object.entries(sharing).flatMap(([verb, kind]) => (kind === 'room' ? [verb] : [])),
)

/**
 * Which writes share a transaction where several run at once. Such a transaction holds one room from
 * its first statement on, so no two of them wait for each other in a circle.
 */
export function groupOf({ verb, args }: { verb: string; args: unknown }): string | undefined {
  if (!inOneRoom.has(verb)) return undefined
  const isOfRoom = typeof args === 'object' && args !== null && 'roomId' in args
  return isOfRoom ? String(args.roomId) : undefined
}

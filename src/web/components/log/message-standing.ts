import type { Message } from '../../../protocol/messages.ts'
import type { App } from '../../app/composition.ts'
import { selfId } from '../../app/self.ts'

/** The room that the log shows, if anything can be done in it. */
export function roomShown({ store }: App) {
  const { value: visit } = store.visit
  return visit.kind === 'inside' || visit.kind === 'earlier' ? visit.room : null
}

export function isOwn({ author }: Message, app: App): boolean {
  return author.id === selfId(app)
}

/** Whether anything can be done with a message, here and now. */
export function isOpen({ deletedAt }: Message, app: App): boolean {
  return deletedAt === null && roomShown(app) !== null
}

/**
 * Whether the room takes anything new from the person: a message, another text, a reaction. An archived
 * one does not, nor while they are muted.
 */
export function takesWords(app: App): boolean {
  const room = roomShown(app)
  return room !== null && room.archivedAt === null && app.mutedUntil.value === null
}

/** Its author may delete a message, and read what it was before; so may whoever has a say in the room. */
export function mayModerate(message: Message, app: App): boolean {
  return isOwn(message, app) || hasSay(app) || roomShown(app)?.canDelete === true
}

/** Whoever has a say in the room pins its messages, while it takes anything new from them. */
export const mayPin = (app: App) => hasSay(app) && takesWords(app)

function hasSay(app: App): boolean {
  const role = roomShown(app)?.role
  return role === 'owner' || role === 'moderator'
}

import type { Epoch } from '../change.ts'

/** Where a reader stands: in which epoch of the room's log, and after which revision. */
export interface Cursor {
  epoch: string
  rev: number
}

const form = /^([0-9a-z]{1,16})\.(0|[1-9]\d{0,14})$/

export function writeCursor({ epoch, rev }: Cursor): string {
  return `${epoch}.${rev}`
}

/** Reads a cursor as a client sent it; undefined if it is none of ours. */
export function readCursor(text: string): Cursor | undefined {
  const match = form.exec(text)
  if (!match) return undefined
  const [, epoch = '', rev = ''] = match
  return { epoch, rev: Number(rev) }
}

/**
 * Whether the log, as it is now, contains the history that the cursor was given in: its epoch is
 * known here, and had not ended before the cursor's revision.
 */
export function isKnown(cursor: Cursor, epochs: Epoch[], head: number): boolean {
  const i = epochs.findIndex((epoch) => epoch.id === cursor.epoch)
  const epoch = epochs[i]
  if (!epoch) return false
  const end = epochs[i + 1]?.fromRev ?? head
  return epoch.fromRev <= cursor.rev && cursor.rev <= end
}

/** The epoch in which a revision came to be. */
export function epochAt(epochs: Epoch[], rev: number): string {
  return epochs.findLast((epoch) => epoch.fromRev <= rev)?.id ?? '0'
}

/** Anything that a transaction emits: memory takes it in once it is committed. */
export interface Emitted {
  readonly kind: string
}

/** A visible change to a room, with the revision that orders it. Of which kinds, the domain says. */
export interface LogEntry extends Emitted {
  readonly roomId: string
  readonly rev: number
}

/** A segment of a room's log that one history continues: see `EpochSchema`. */
export interface Epoch {
  id: string
  fromRev: number
}

/** A process has begun to continue a room's log. */
export interface EpochBegun extends Epoch {
  kind: 'epoch'
  roomId: string
}

/** What other processes did in a room, as the database tells it of one moment. */
export interface LogSegment<E extends LogEntry> {
  kind: 'segment'
  roomId: string
  /** All entries after this revision, as far as `head`; those that later ones undid are left out. */
  after: number
  head: number
  changes: E[]
  /** All epochs of the room, in order. */
  epochs: Epoch[]
}

/** A room was deleted, and its log with it. */
export interface LogEnded {
  kind: 'room_deleted'
  roomId: string
}

/** What happens to the log of one room. */
export type LogChange<E extends LogEntry> = E | LogSegment<E> | EpochBegun | LogEnded

export function isEntry<E extends LogEntry>(change: LogChange<E>): change is E {
  return 'rev' in change
}

export function isEpochBegun(change: Emitted): change is EpochBegun {
  return change.kind === 'epoch'
}

import { hash } from 'node:crypto'
import type { RoomSummary } from '../change.ts'
import { levelOf } from '../levels.ts'
import type { LivePerson } from './live-person.ts'
import type { ListedRoom } from './room-log.ts'

/** What a list comes to. Nobody learns from it of rooms that they do not see. */
export interface Sum {
  /** Over what it shows of each room; modulo 2^48. */
  shown: number
  /** Of the rooms' revisions. */
  revisions: number
}

/** As long as nothing in rooms that not everybody sees has changed, it is still right. */
export interface HiddenSum extends Sum {
  owner: object
  changes: number
  roles: ReadonlyMap<string, unknown>
}

/** Sums over the rooms of a list, for each person over those that they see. */
export interface ListSums {
  /** To be called when the room is another, is new or is gone. */
  changed(roomId: string): void
  of(person: LivePerson): Sum
}

/** 48 bits are as many as sum up without a loss in a number. */
const modulus = 2 ** 48

export function createListSums(find: (roomId: string) => ListedRoom | undefined): ListSums {
  const owner = {}
  /** What each open room adds. */
  const added = new Map<string, Sum>()
  const open: Sum = { shown: 0, revisions: 0 }
  const pending = new Set<string>()
  /** How often something changed in rooms that are not open. */
  let changes = 0

  function bringUp(): void {
    for (const id of pending) {
      const listed = find(id)
      const before = added.get(id) ?? { shown: 0, revisions: 0 }
      const now = listed?.room.kind === 'open' ? sumOf(listed) : { shown: 0, revisions: 0 }
      open.shown = (open.shown + now.shown - before.shown + modulus) % modulus
      open.revisions += now.revisions - before.revisions
      if (listed?.room.kind === 'open') added.set(id, now)
      else {
        added.delete(id)
        changes += 1
      }
    }
    pending.clear()
  }

  function hiddenOf(person: LivePerson): Sum {
    const { roles } = person.belonging
    const known = person.hiddenSum
    if (known?.owner === owner && known.changes === changes && known.roles === roles) return known
    const hidden: HiddenSum = { owner, changes, roles, shown: 0, revisions: 0 }
    for (const id of roles.keys()) {
      const listed = find(id)
      if (!listed || listed.room.kind === 'open') continue
      const sum = sumOf(listed)
      hidden.shown = (hidden.shown + sum.shown) % modulus
      hidden.revisions += sum.revisions
    }
    person.hiddenSum = hidden
    return hidden
  }

  return {
    changed: (roomId) => void pending.add(roomId),
    of(person) {
      bringUp()
      const hidden = hiddenOf(person)
      return {
        shown: (open.shown + hidden.shown) % modulus,
        revisions: open.revisions + hidden.revisions,
      }
    },
  }
}

function sumOf(listed: ListedRoom): Sum {
  listed.mark ??= markOf(listed.room)
  return { shown: listed.mark, revisions: listed.room.rev }
}

function markOf(room: RoomSummary): number {
  const { id, name, kind, topic, archivedAt, slowMode, direct, createdBy } = room
  const ofItself = [id, name, kind, topic, archivedAt, slowMode, createdBy.username]
  const names = direct.map(({ username }) => username)
  const last = [room.last?.author.username, room.last?.excerpt, levelOf(null, room)]
  const shown = [
    ...ofItself,
    ...names,
    ...room.here,
    room.people,
    room.lastSeq,
    room.lastPostedAt,
    ...last,
  ]
  const digest = hash('sha256', JSON.stringify(shown))
  return Number.parseInt(digest.slice(0, 12), 16)
}

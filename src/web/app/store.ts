import { batch } from '@preact/signals'
import type { Message } from '../../protocol/messages.ts'
import type { User } from '../../protocol/people.ts'
import type { Pin } from '../../protocol/pins.ts'
import { createPageState, nobody } from './page-state.ts'
import { peopleAfter } from './people-inside.ts'
import type { Change } from './state.ts'

/** A message that would have stood in the wrong place, had the store taken it. */
export type Fault = {
  change: 'joined' | 'changed' | 'older_loaded' | 'newer_loaded' | 'looked_at'
  seq: number
  expected: number
}

type Deps = {
  /** Hears of faults; there are none unless something is broken. */
  report: (fault: Fault) => void
  /**
   * Hears of every message that is now in the log and was not before, in order; and of those that were
   * edited or deleted, loaded or not, with the log as it was.
   */
  arrived: (messages: Log, how: 'history' | 'live' | 'revised', before: Log) => void
}

type Log = readonly Message[]

export type Store = ReturnType<typeof createStore>

/** What the pages show, and `apply`, the only way to change it. */
export function createStore({ report, arrived }: Deps) {
  const { shown, runs, ...steps } = createPageState()
  const { session, visit, whereabouts, standing, pins, people, typing, deleted } = shown
  const { leaveWith, set, name, empty } = steps

  /** True if `run` follows on from `before` without a gap; reports the first fault otherwise. */
  const follows = (change: Fault['change'], run: readonly Message[], before: number | null) => {
    let expected = before === null ? run[0]?.seq : before + 1
    for (const { seq } of run) {
      if (seq !== expected) {
        report({ change, seq, expected: expected ?? 0 })
        return false
      }
      expected = seq + 1
    }
    return true
  }

  /**
   * Takes a change, or refuses it and returns false if a message would land anywhere but at the
   * end (or, for older pages, at the beginning) or would leave a gap.
   */
  const apply = (change: Change): boolean => batch(() => take(change))

  const take = (change: Change): boolean => {
    switch (change.kind) {
      case 'logged_in':
        // Hearing of the same person again is no reason to start their visit anew.
        if (!isKnown(change.user)) {
          if (session.value.kind === 'in' && session.value.user.id !== change.user.id) empty()
          session.value = { kind: 'in', user: change.user, asOf: null }
        }
        whereabouts.value = change.room
        if (change.standing) standing.value = change.standing
        return true
      case 'decided':
        standing.value = { ...standing.value, undecided: false }
        return true
      case 'blocked':
        standing.value = { ...standing.value, blocked: change.people }
        return true
      case 'logged_out':
        // The first word on how it ended stands: a poll and a look at the session may both bring one.
        if (session.value.kind !== 'out') session.value = { kind: 'out', ended: change.ended }
        empty()
        return true
      case 'named':
        name(change.people)
        return true
      case 'remembered': {
        const { user, kept } = change
        if (session.value.kind !== 'unknown') return true
        const asOf = Math.max(kept.rooms?.at ?? 0, kept.room?.at ?? 0)
        session.value = { kind: 'in', user, asOf }
        shown.earlierRooms.value = kept.rooms?.value ?? null
        steps.keep(kept.room ?? null)
        return true
      }
      case 'rooms_listed':
        steps.noticeEnd(change.rooms, change.fate)
        shown.rooms.value = change.rooms
        steps.standAs(change.rooms)
        return true
      case 'entering':
        deleted.value = null
        steps.clear()
        if (steps.showEarlier(change.roomId)) return true
        leaveWith({ kind: 'entering', roomId: change.roomId })
        return true
      case 'joined': {
        const { joined } = change
        if (!follows('joined', joined.messages, null)) return false
        steps.keep(null)
        visit.value = { kind: 'inside', room: joined.room }
        whereabouts.value = joined.room
        runs.reset(joined.messages, joined.hasOlder)
        pins.value = joined.pins
        people.value = peopleAfter(new Map(), joined.people)
        typing.value = nobody
        shown.readUpTo.value = joined.readUpTo
        shown.returning.value = joined.returning
        name(joined.people)
        arrived(joined.messages, 'history', [])
        return true
      }
      case 'changed': {
        const { messages: newer, people: stirred, revised: changed, pins: pinned } = change.changes
        const last = runs.newest.value.at(-1)?.seq ?? 0
        if (!follows('changed', newer, last)) return false
        if (changed) revise(changed)
        if (newer.length > 0) runs.append(newer)
        typing.value = change.changes.typing ?? nobody
        if (pinned) pins.value = pinsAfter(pins.value, pinned)
        if (stirred) people.value = peopleAfter(people.value, stirred)
        const { room } = change.changes
        if (room && visit.value.kind === 'inside') set({ id: visit.value.room.id, ...room })
        if (stirred) name(stirred)
        if (newer.length > 0) arrived(newer, 'live', [])
        return true
      }
      case 'older_loaded': {
        const older = change.page.messages
        const first = runs.messages.value[0]
        const expected = first ? first.seq - older.length - 1 : null
        if (!follows('older_loaded', older, expected)) return false
        runs.prepend(older, change.page.hasOlder)
        return true
      }
      case 'looked_at': {
        const { messages: run, hasOlder } = change.page
        if (!follows('looked_at', run, null)) return false
        runs.show(run, hasOlder)
        return true
      }
      case 'newer_loaded': {
        const before = runs.messages.value
        const newer = change.page.messages
        if (!follows('newer_loaded', newer, before.at(-1)?.seq ?? 0)) return false
        if (!runs.atEnd.value) runs.show(before.concat(newer), runs.hasOlder.value)
        return true
      }
      case 'back_to_newest':
        runs.backToNewest()
        return true
      case 'revised':
        revise(change.messages)
        return true
      case 'pinned':
        pins.value = pinsAfter(pins.value, [change.pin])
        return true
      case 'moved':
        whereabouts.value = change.to
        leaveWith({ kind: 'moved', room: change.room, to: change.to })
        return true
      case 'left':
        whereabouts.value = null
        leaveWith({ kind: 'nowhere' })
        return true
      case 'stepped_out':
        leaveWith({ kind: 'nowhere' })
        return true
      case 'room_missing':
        leaveWith({ kind: 'missing', roomId: change.roomId })
        return true
      case 'came_to_door':
        leaveWith({ kind: 'at_door', roomId: change.roomId, room: change.room })
        return true
      case 'room_deleted':
        deleted.value = { ...change.room, by: change.by }
        whereabouts.value = null
        leaveWith({ kind: 'nowhere' })
        return true
      case 'put_out':
        deleted.value = { ...change.room, by: undefined, reason: change.reason }
        whereabouts.value = null
        leaveWith({ kind: 'nowhere' })
        return true
      case 'room_set':
        set(change.room)
        return true
      case 'deletion_acknowledged':
        deleted.value = null
        return true
      case 'connection':
        shown.connection.value = change.connection
        // Who knows what they do meanwhile.
        if (change.connection.kind === 'failing') typing.value = nobody
        return true
      default:
        return change satisfies never
    }
  }

  const revise = (changed: readonly Message[]) => {
    const before = runs.newest.value
    runs.revise(changed)
    arrived(changed, 'revised', before)
  }

  const isKnown = ({ id }: User) =>
    session.value.kind === 'in' && session.value.user.id === id && session.value.asOf === null

  return { ...shown, apply }
}

function pinsAfter(before: readonly Pin[], changed: readonly Pin[]): readonly Pin[] {
  const ids = new Set(changed.map(({ messageId }) => messageId))
  const added = changed.filter(({ pinnedAt }) => pinnedAt !== null).reverse()
  return added.concat(before.filter(({ messageId }) => !ids.has(messageId)))
}

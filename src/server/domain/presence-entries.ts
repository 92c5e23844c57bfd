import type { User } from '../../protocol/people.ts'
import type { LogEntry } from '../engine/change.ts'
import type { EntryKind } from '../engine/kinds.ts'
import { type Attendance, attendanceOf } from './attendance.ts'
import type { RoomView } from './kinds.ts'

/** Somebody came or went, turned to the room or away from it. */
export interface PresenceChanged extends LogEntry {
  kind: 'presence'
  person: User
  before: Attendance
  now: Attendance
}

export const presenceChanged: EntryKind<PresenceChanged, RoomView, never> = {
  async since(db, { roomId, after, limit }) {
    const rows = await db
      .selectFrom('presence')
      .innerJoin('person', 'person.id', 'presence.person_id')
      .select([
        'presence.rev',
        'presence.here_since',
        'presence.quiet_since',
        'presence.hidden_since',
        'person.id',
        'person.username',
      ])
      .where('presence.room_id', '=', roomId)
      .where('presence.rev', '>', after)
      .orderBy('presence.rev')
      .limit(limit)
      .execute()
    return rows.map((row) => {
      const now = attendanceOf(row)
      const person = { id: row.id, username: row.username }
      // What was before is not stored, and asked for by nobody who reads the log.
      return { kind: 'presence', roomId, rev: row.rev, person, before: now, now }
    })
  },
  json: () => '',
  tell(answer, { person }, { view }) {
    answer.put('people', person.id, JSON.stringify(view.presence.stateOf(person)))
  },
  apply: (view, change) => view.presence.applied(change),
  amend: () => undefined,
  lasting: false,
}

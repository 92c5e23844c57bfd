/**
 * How somebody attends to a room: they look at it; their windows are hidden; nothing is heard of them,
 * so that they do not count, though they are inside; or they are not inside.
 */
export type Attendance = 'looking' | 'hidden' | 'quiet' | 'outside'

/** How somebody attends to the room, as it is stored. */
export function attendanceOf(row: {
  here_since: number | null
  quiet_since: number | null
  hidden_since: number | null
}): Attendance {
  if (row.here_since === null) return 'outside'
  if (row.quiet_since !== null) return 'quiet'
  return row.hidden_since === null ? 'looking' : 'hidden'
}

/** Whether lists count somebody as inside. */
export function isCounted(attendance: Attendance): boolean {
  return attendance === 'looking' || attendance === 'hidden'
}

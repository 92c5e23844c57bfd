import type { Attendance } from '../engine/change.ts'

/** How somebody inside attends to the room, as it is stored. */
export function attendanceOf(row: {
  quiet_since: number | null
  hidden_since: number | null
}): Attendance {
  if (row.quiet_since !== null) return 'quiet'
  return row.hidden_since === null ? 'looking' : 'hidden'
}

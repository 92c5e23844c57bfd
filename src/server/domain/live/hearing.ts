import type { Attendance } from '../attendance.ts'

/** Ids of people who were heard, and of those of them who looked at a room. */
export interface Heard {
  heard: string[]
  looking: string[]
}

/** When somebody was heard, and looked at a room; ms. */
export interface Times {
  seenAt: number
  lookedAt: number
}

/** When people were heard by other processes, and what follows from all that is known. */
export interface Hearing {
  /** @param here what this process itself knows of them, as of the last tidying */
  attendance(personId: string, here: Times | undefined, now: number): Attendance
  /** Notes whom other processes heard just now. */
  elsewhere(people: Heard, now: number): void
  /** Notes what the log says of somebody: whoever wrote that down has heard them, or has not. */
  noted(personId: string, attendance: Attendance, now: number): void
  /** Forgets what makes no difference any more. To be called every few seconds. */
  tidy(now: number): void
}

/** Who has not asked for anything for this long has fallen quiet; in ms, some missed polls. */
const quietAfter = 10_000
/** Whose windows have all been hidden for this long does not look at the room any more; ms. */
const hiddenAfter = 30_000
/** A process that was stopped for longer than this, in ms, may have missed what it did not hear. */
const deafAfter = 5000

export function createHearing(clock: () => number): Hearing {
  /** Nobody could be heard before the process was there to listen. */
  let listeningSince = clock()
  let tidiedAt = listeningSince
  const heardAt = new Map<string, number>()
  const lookedAt = new Map<string, number>()

  function elsewhere({ heard, looking }: Heard, now: number): void {
    for (const id of heard) heardAt.set(id, now)
    for (const id of looking) lookedAt.set(id, now)
  }

  return {
    attendance(personId, here, now) {
      const heard = Math.max(here?.seenAt ?? 0, heardAt.get(personId) ?? 0, listeningSince)
      if (now - heard > quietAfter) return 'quiet'
      const looked = Math.max(here?.lookedAt ?? 0, lookedAt.get(personId) ?? 0, listeningSince)
      return now - looked > hiddenAfter ? 'hidden' : 'looking'
    },
    elsewhere,
    noted(personId, attendance, now) {
      const heard = attendance === 'quiet' ? [] : [personId]
      elsewhere({ heard, looking: attendance === 'looking' ? [personId] : [] }, now)
    },
    tidy(now) {
      if (now - tidiedAt > deafAfter) listeningSince = now
      tidiedAt = now
      for (const times of [heardAt, lookedAt]) {
        for (const [id, at] of times) if (now - at > hiddenAfter) times.delete(id)
      }
    },
  }
}

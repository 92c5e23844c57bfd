import { defineEntity, p } from '@mikro-orm/core'
import { time } from './time.ts'

/** All that can follow from a commit, with what a row of each kind says: see `engine/jobs.ts`. */
export interface JobArgs {
  /** Removes what was said in a room that is deleted. */
  purgeRoom: { roomId: string }
  /** Takes away the reactions of somebody who deleted their account, and what they wrote unless that stays. */
  eraseMessages: { personId: string; stay?: boolean }
  /** Removes a file that is gone, or that nobody posted for an hour. */
  purgeFile: { fileId: string }
  /** Tells the devices of those who do not look at a room what is new in it. */
  push: { roomId: string }
  /** Makes the backup of each day. */
  backUp: Record<string, never>
}

/** Something that must follow from what was committed with it. Once it is done there is no row. */
export const JobSchema = defineEntity({
  name: 'Job',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    kind: p.string().length(64),
    /** JSON. */
    args: p.text(),
    /** Those with the same one are done one after another, in the order of their ids. */
    queue: p.string().length(128).nullable(),
    /** There is one at the most with the same key. */
    key: p.string().length(128).nullable().unique(),
    notBefore: time(),
    /** How often it was begun since it was last put down. */
    attempts: p.integer(),
    /** Until then it is with the process `leasedBy`. */
    leasedUntil: time().nullable(),
    leasedBy: p.string().length(16).nullable(),
    createdAt: time(),
    /** When it was given up. It is kept for whoever runs the server. */
    failedAt: time().nullable(),
    /** What was wrong the last time. */
    error: p.text().nullable(),
  },
  indexes: [
    { name: 'job_by_time', properties: ['notBefore', 'id'], where: { failedAt: null } },
    { name: 'job_by_queue', properties: ['queue', 'id'], where: { failedAt: null } },
  ],
})

import type { Logger } from 'pino'
import { dailyBackups } from '../backups.ts'
import type { BackupFolder } from '../database/dated-backups.ts'
import type { Parlor } from '../domain/parlor.ts'
import type { JobKinds } from '../engine/job-runner.ts'
import { eraseMessages } from './erase-messages.ts'
import { purgeFile } from './purge-file.ts'
import { purgeRoom } from './purge-room.ts'

export interface JobKindsDeps {
  parlor: Pick<Parlor, 'jobs'>
  /** Where backups go, and of which file; undefined: nobody asked for them. */
  backups: { path: string; where: BackupFolder } | undefined
  clock(): number
  logger: Logger
}

/** How all that can follow from a commit is done. */
export function createJobKinds({ parlor, backups, clock, logger }: JobKindsDeps): JobKinds {
  return {
    purgeRoom: purgeRoom(parlor),
    eraseMessages: eraseMessages(parlor),
    purgeFile: purgeFile(parlor),
    backUp: backups && dailyBackups({ ...backups, clock, logger }),
  }
}

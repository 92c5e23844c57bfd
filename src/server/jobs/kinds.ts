import type { Logger } from 'pino'
import { dailyBackups } from '../backups.ts'
import type { Database } from '../database/database.ts'
import type { BackupFolder } from '../database/dated-backups.ts'
import type { FileStore } from '../domain/file-store.ts'
import type { Parlor } from '../domain/parlor.ts'
import type { JobKinds } from '../engine/job-runner.ts'
import type { Internet } from '../push/post.ts'
import { eraseMessages } from './erase-messages.ts'
import { purgeFile } from './purge-file.ts'
import { purgeRoom } from './purge-room.ts'
import { push } from './push.ts'

export interface JobKindsDeps {
  parlor: Pick<Parlor, 'jobs' | 'senderKey'>
  database: Pick<Database, 'db'>
  /** Where backups go, and of which file; undefined: nobody asked for them. */
  backups: { path: string; where: BackupFolder } | undefined
  /** Where files lie once they are whole; undefined: in the database. */
  fileStore: FileStore | undefined
  clock(): number
  logger: Logger
  /** What tests put in place of the internet. */
  internet: Internet | undefined
}

/** How all that can follow from a commit is done. */
export function createJobKinds({
  parlor,
  database,
  backups,
  fileStore,
  clock,
  logger,
  internet,
}: JobKindsDeps): JobKinds {
  return {
    purgeRoom: purgeRoom(parlor, fileStore),
    eraseMessages: eraseMessages(parlor),
    purgeFile: purgeFile(parlor, fileStore),
    push: push({ parlor, database, clock, internet }),
    backUp: backups && dailyBackups({ ...backups, clock, logger }),
  }
}

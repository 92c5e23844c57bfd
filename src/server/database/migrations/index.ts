import { Migration } from '@mikro-orm/migrations'
import { begin } from './001-begin.ts'
import { manyProcesses } from './002-many-processes.ts'
import { readingsOfNames } from './003-readings-of-names.ts'
import { roomsByCreator } from './004-rooms-by-creator.ts'
import { whoDeleted } from './005-who-deleted.ts'
import { guessing } from './006-guessing.ts'
import { messagesThatChange } from './007-messages-that-change.ts'
import { hiddenWindows } from './008-hidden-windows.ts'
import { renaming } from './009-renaming.ts'
import { jobs } from './010-jobs.ts'
import { belonging } from './011-belonging.ts'
import { reactions } from './012-reactions.ts'
import { repliesAndMentions } from './013-replies-and-mentions.ts'
import { pins } from './014-pins.ts'
import { kindsOfRooms } from './015-kinds-of-rooms.ts'
import { sanctions } from './016-sanctions.ts'
import { instance } from './018-instance.ts'
import { invitations } from './019-invitations.ts'
import { moderation } from './020-moderation.ts'
import { notifications } from './021-notifications.ts'
import { files } from './024-files.ts'
import { search } from './025-search.ts'
import { actsByPerson } from './026-acts-by-person.ts'
import { forYou } from './030-for-you.ts'
import { kindsOfFiles } from './032-kinds-of-files.ts'
import { storesOfFiles } from './033-stores-of-files.ts'
import { searchAnew } from './034-search-anew.ts'
import { callsOfRooms } from './036-calls-of-rooms.ts'
import { namesOfFiles } from './037-names-of-files.ts'
import { searchPacks } from './040-search-packs.ts'

export type DialectName = 'sqlite' | 'postgres'

/** One step of the schema, as SQL for each database. A step that has landed is never edited. */
export interface SchemaChange {
  name: string
  sqlite: string[]
  postgres: string[]
}

const schemaChanges: SchemaChange[] = [
  begin,
  manyProcesses,
  readingsOfNames,
  roomsByCreator,
  whoDeleted,
  guessing,
  messagesThatChange,
  hiddenWindows,
  renaming,
  jobs,
  belonging,
  reactions,
  repliesAndMentions,
  pins,
  kindsOfRooms,
  sanctions,
  instance,
  invitations,
  moderation,
  notifications,
  files,
  search,
  actsByPerson,
  forYou,
  kindsOfFiles,
  storesOfFiles,
  searchAnew,
  callsOfRooms,
  namesOfFiles,
  searchPacks,
]

/** The schema's steps, oldest first, in the form that MikroORM's migrator takes. */
export function migrationsFor(dialect: DialectName) {
  return schemaChanges.map((change) => ({
    name: change.name,
    class: class extends Migration {
      override up(): void {
        for (const sql of change[dialect]) this.addSql(sql)
      }
    },
  }))
}

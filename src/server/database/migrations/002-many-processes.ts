import type { SchemaChange } from './index.ts'

/** What several processes have to know of each other: who is quiet, and whom each of them hears. */
export const manyProcesses: SchemaChange = {
  name: '002-many-processes',
  sqlite: [
    'alter table `membership` add column `quiet_since` bigint null',
    'create table `process` (`id` text not null primary key, `beat` bigint not null, `heard` text not null)',
  ],
  postgres: [
    'alter table "membership" add column "quiet_since" bigint null',
    'create index "membership_person_id_index" on "membership" ("person_id")',
    'create table "process" ("id" varchar(16) not null, "beat" bigint not null, "heard" text not null, primary key ("id"))',
  ],
}

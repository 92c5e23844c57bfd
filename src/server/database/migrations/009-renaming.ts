import type { SchemaChange } from './index.ts'

/** What a person was called before, which nobody else may take, and the order in which names changed. */
export const renaming: SchemaChange = {
  name: '009-renaming',
  sqlite: [
    'alter table `person` add column `former_username` text null',
    'alter table `person` add column `renamed_rev` bigint null',
    'create index `person_by_renaming` on `person` (`renamed_rev`) where `renamed_rev` is not null',
  ],
  postgres: [
    'alter table "person" add column "former_username" text null',
    'alter table "person" add column "renamed_rev" bigint null',
    'create index "person_by_renaming" on "person" ("renamed_rev") where "renamed_rev" is not null',
  ],
}

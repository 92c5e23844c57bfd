import type { SchemaChange } from './index.ts'

/** Files may lie elsewhere than in the database. */
export const storesOfFiles: SchemaChange = {
  name: '033-stores-of-files',
  sqlite: [
    'alter table `file` add column `store` text null',
    'create index `file_by_store` on `file` (`store`) where `store` is not null',
  ],
  postgres: [
    'alter table "file" add column "store" varchar(16) null',
    'create index "file_by_store" on "file" ("store") where "store" is not null',
  ],
}

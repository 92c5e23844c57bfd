import type { SchemaChange } from './index.ts'

/**
 * Messages can be edited and deleted. Columns that may be null are added without a look at the rows,
 * of which there may be millions, and an index of those that changed begins empty.
 */
export const messagesThatChange: SchemaChange = {
  name: '007-messages-that-change',
  sqlite: [
    'alter table `message` add column `changed_rev` bigint null',
    'alter table `message` add column `edited_at` bigint null',
    'alter table `message` add column `deleted_at` bigint null',
    'create index `message_by_change` on `message` (`room_id`, `changed_rev`) where `changed_rev` is not null',
    'create table `message_version` (`message_id` bigint not null, `rev` bigint not null, `body` text not null, `at` bigint not null, primary key (`message_id`, `rev`), constraint `message_version_message_id_foreign` foreign key (`message_id`) references `message` (`id`) on delete cascade)',
  ],
  postgres: [
    'alter table "message" add column "changed_rev" bigint null, add column "edited_at" bigint null, add column "deleted_at" bigint null',
    'create index "message_by_change" on "message" ("room_id", "changed_rev") where "changed_rev" is not null',
    'create table "message_version" ("message_id" bigint not null, "rev" bigint not null, "body" text not null, "at" bigint not null, primary key ("message_id", "rev"))',
    'alter table "message_version" add constraint "message_version_message_id_foreign" foreign key ("message_id") references "message" ("id") on delete cascade',
  ],
}

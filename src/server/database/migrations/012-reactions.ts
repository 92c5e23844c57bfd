import type { SchemaChange } from './index.ts'

/**
 * Reactions. They change a message without changing its text, so the revision at which it was given its
 * text is kept apart from now on; null: it is the one of its last change, or of its posting.
 */
export const reactions: SchemaChange = {
  name: '012-reactions',
  sqlite: [
    'alter table `message` add column `body_rev` bigint null',
    'create table `reaction` (`message_id` bigint not null, `emoji` text not null, `person_id` text not null, `rev` bigint not null, primary key (`message_id`, `emoji`, `person_id`), constraint `reaction_message_id_foreign` foreign key (`message_id`) references `message` (`id`) on delete cascade, constraint `reaction_person_id_foreign` foreign key (`person_id`) references `person` (`id`))',
    'create index `reaction_person_id_index` on `reaction` (`person_id`)',
  ],
  postgres: [
    'alter table "message" add column "body_rev" bigint null',
    'create table "reaction" ("message_id" bigint not null, "emoji" varchar(64) not null, "person_id" varchar(16) not null, "rev" bigint not null, primary key ("message_id", "emoji", "person_id"))',
    'create index "reaction_person_id_index" on "reaction" ("person_id")',
    'alter table "reaction" add constraint "reaction_message_id_foreign" foreign key ("message_id") references "message" ("id") on delete cascade',
    'alter table "reaction" add constraint "reaction_person_id_foreign" foreign key ("person_id") references "person" ("id")',
  ],
}

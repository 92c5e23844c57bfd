import type { SchemaChange } from './index.ts'

/**
 * Replies, and who is mentioned where. Most messages answer none, so the index holds those alone that do;
 * the column may be null, and is added without a look at the rows.
 */
export const repliesAndMentions: SchemaChange = {
  name: '013-replies-and-mentions',
  sqlite: [
    'alter table `message` add column `reply_to_id` bigint null constraint `message_reply_to_id_foreign` references `message` (`id`) on delete set null',
    'create index `message_by_reply` on `message` (`reply_to_id`) where `reply_to_id` is not null',
    'create table `mention` (`message_id` bigint not null, `begins` integer not null, `ends` integer not null, `person_id` text null, `room_id` text not null, `seq` bigint not null, primary key (`message_id`, `begins`), constraint `mention_message_id_foreign` foreign key (`message_id`) references `message` (`id`) on delete cascade, constraint `mention_person_id_foreign` foreign key (`person_id`) references `person` (`id`) on delete cascade)',
    'create index `mention_by_person` on `mention` (`person_id`, `room_id`, `seq`)',
  ],
  postgres: [
    'alter table "message" add column "reply_to_id" bigint null',
    'alter table "message" add constraint "message_reply_to_id_foreign" foreign key ("reply_to_id") references "message" ("id") on delete set null',
    'create index "message_by_reply" on "message" ("reply_to_id") where "reply_to_id" is not null',
    'create table "mention" ("message_id" bigint not null, "begins" int not null, "ends" int not null, "person_id" varchar(16) null, "room_id" varchar(16) not null, "seq" bigint not null, primary key ("message_id", "begins"))',
    'create index "mention_by_person" on "mention" ("person_id", "room_id", "seq")',
    'alter table "mention" add constraint "mention_message_id_foreign" foreign key ("message_id") references "message" ("id") on delete cascade',
    'alter table "mention" add constraint "mention_person_id_foreign" foreign key ("person_id") references "person" ("id") on delete cascade',
  ],
}

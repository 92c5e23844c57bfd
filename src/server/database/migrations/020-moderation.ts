import type { SchemaChange } from './index.ts'

/** Bans, reports of messages, who wants to hear nothing of whom, and accounts that were deleted. */
export const moderation: SchemaChange = {
  name: '020-moderation',
  sqlite: [
    'alter table `person` add column `banned_at` bigint null',
    'alter table `person` add column `banned_until` bigint null',
    'alter table `person` add column `ban_reason` text null',
    'alter table `person` add column `deleted_at` bigint null',
    'create table `block` (`person_id` text not null, `blocked_id` text not null, `at` bigint not null, primary key (`person_id`, `blocked_id`), constraint `block_person_id_foreign` foreign key (`person_id`) references `person` (`id`) on update cascade on delete cascade, constraint `block_blocked_id_foreign` foreign key (`blocked_id`) references `person` (`id`) on update cascade on delete cascade)',
    'create index `block_blocked_id_index` on `block` (`blocked_id`)',
    'create table `report` (`id` integer not null primary key autoincrement, `room_id` text not null, `message_id` bigint null, `person_id` text not null, `reporter_id` text not null, `reason` text not null, `created_at` bigint not null, `state` text not null, `handled_by_id` text null, `handled_at` bigint null, constraint `report_room_id_foreign` foreign key (`room_id`) references `room` (`id`), constraint `report_message_id_foreign` foreign key (`message_id`) references `message` (`id`) on update no action on delete set null, constraint `report_person_id_foreign` foreign key (`person_id`) references `person` (`id`), constraint `report_reporter_id_foreign` foreign key (`reporter_id`) references `person` (`id`), constraint `report_handled_by_id_foreign` foreign key (`handled_by_id`) references `person` (`id`) on delete set null)',
    'create index `report_room_id_index` on `report` (`room_id`)',
    'create unique index `one_report_each` on `report` (`message_id`, `reporter_id`)',
  ],
  postgres: [
    'alter table "person" add column "banned_at" bigint null',
    'alter table "person" add column "banned_until" bigint null',
    'alter table "person" add column "ban_reason" text null',
    'alter table "person" add column "deleted_at" bigint null',
    'create table "block" ("person_id" varchar(16) not null, "blocked_id" varchar(16) not null, "at" bigint not null, primary key ("person_id", "blocked_id"))',
    'create index "block_blocked_id_index" on "block" ("blocked_id")',
    'create table "report" ("id" bigserial primary key, "room_id" varchar(16) not null, "message_id" bigint null, "person_id" varchar(16) not null, "reporter_id" varchar(16) not null, "reason" text not null, "created_at" bigint not null, "state" varchar(16) not null, "handled_by_id" varchar(16) null, "handled_at" bigint null)',
    'create index "report_room_id_index" on "report" ("room_id")',
    'alter table "report" add constraint "one_report_each" unique ("message_id", "reporter_id")',
    'alter table "block" add constraint "block_person_id_foreign" foreign key ("person_id") references "person" ("id") on update cascade on delete cascade',
    'alter table "block" add constraint "block_blocked_id_foreign" foreign key ("blocked_id") references "person" ("id") on update cascade on delete cascade',
    'alter table "report" add constraint "report_room_id_foreign" foreign key ("room_id") references "room" ("id")',
    'alter table "report" add constraint "report_message_id_foreign" foreign key ("message_id") references "message" ("id") on update no action on delete set null',
    'alter table "report" add constraint "report_person_id_foreign" foreign key ("person_id") references "person" ("id")',
    'alter table "report" add constraint "report_reporter_id_foreign" foreign key ("reporter_id") references "person" ("id")',
    'alter table "report" add constraint "report_handled_by_id_foreign" foreign key ("handled_by_id") references "person" ("id") on delete set null',
  ],
}

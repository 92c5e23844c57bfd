import type { SchemaChange } from './index.ts'

/** What people want to hear of while they do not look, when, and on which devices. */
export const notifications: SchemaChange = {
  name: '021-notifications',
  sqlite: [
    'alter table `membership` add column `notify` text null',
    'create table `push_subscription` (`id` integer not null primary key autoincrement, `person_id` text not null, `session_id` bigint not null, `endpoint` text not null, `p256dh` text not null, `auth` text not null, `shows` text not null, `language` text null, `origin` text not null, `created_at` bigint not null, `not_before` bigint null, `failures` integer not null default 0, constraint `push_subscription_person_id_foreign` foreign key (`person_id`) references `person` (`id`) on delete cascade, constraint `push_subscription_session_id_foreign` foreign key (`session_id`) references `session` (`id`) on delete cascade)',
    'create index `push_subscription_person_id_index` on `push_subscription` (`person_id`)',
    'create index `push_subscription_session_id_index` on `push_subscription` (`session_id`)',
    'create unique index `push_subscription_endpoint_unique` on `push_subscription` (`endpoint`)',
    'create table `push_told` (`subscription_id` bigint not null, `room_id` text not null, `seq` bigint not null, `shown` integer not null, primary key (`subscription_id`, `room_id`), constraint `push_told_subscription_id_foreign` foreign key (`subscription_id`) references `push_subscription` (`id`) on delete cascade, constraint `push_told_room_id_foreign` foreign key (`room_id`) references `room` (`id`) on delete cascade)',
    'create index `push_told_room_id_index` on `push_told` (`room_id`)',
    'create table `quiet_hours` (`person_id` text not null primary key, `begins` integer not null, `ends` integer not null, `time_zone` text not null, constraint `quiet_hours_person_id_foreign` foreign key (`person_id`) references `person` (`id`) on delete cascade)',
  ],
  postgres: [
    'alter table "membership" add column "notify" varchar(16) null',
    'create table "push_subscription" ("id" bigserial primary key, "person_id" varchar(16) not null, "session_id" bigint not null, "endpoint" text not null, "p256dh" text not null, "auth" text not null, "shows" varchar(16) not null, "language" varchar(35) null, "origin" text not null, "created_at" bigint not null, "not_before" bigint null, "failures" int not null default 0)',
    'create index "push_subscription_person_id_index" on "push_subscription" ("person_id")',
    'create index "push_subscription_session_id_index" on "push_subscription" ("session_id")',
    'alter table "push_subscription" add constraint "push_subscription_endpoint_unique" unique ("endpoint")',
    'create table "push_told" ("subscription_id" bigint not null, "room_id" varchar(16) not null, "seq" bigint not null, "shown" int not null, primary key ("subscription_id", "room_id"))',
    'create index "push_told_room_id_index" on "push_told" ("room_id")',
    'create table "quiet_hours" ("person_id" varchar(16) not null, "begins" int not null, "ends" int not null, "time_zone" varchar(64) not null, primary key ("person_id"))',
    'alter table "push_subscription" add constraint "push_subscription_person_id_foreign" foreign key ("person_id") references "person" ("id") on delete cascade',
    'alter table "push_subscription" add constraint "push_subscription_session_id_foreign" foreign key ("session_id") references "session" ("id") on delete cascade',
    'alter table "push_told" add constraint "push_told_subscription_id_foreign" foreign key ("subscription_id") references "push_subscription" ("id") on delete cascade',
    'alter table "push_told" add constraint "push_told_room_id_foreign" foreign key ("room_id") references "room" ("id") on delete cascade',
    'alter table "quiet_hours" add constraint "quiet_hours_person_id_foreign" foreign key ("person_id") references "person" ("id") on delete cascade',
  ],
}

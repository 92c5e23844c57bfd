import type { SchemaChange } from './index.ts'

/**
 * Belonging to a room, being inside it and having read it are three tables. What grows with the people
 * in rooms is copied; what grows with the messages is not touched. Who created a room owns it.
 */
export const belonging: SchemaChange = {
  name: '011-belonging',
  sqlite: [
    'create table `presence` (`room_id` text not null, `person_id` text not null, `here_since` bigint null, `quiet_since` bigint null, `hidden_since` bigint null, `rev` bigint not null, primary key (`room_id`, `person_id`), constraint `presence_room_id_foreign` foreign key (`room_id`) references `room` (`id`) on update cascade on delete cascade, constraint `presence_person_id_foreign` foreign key (`person_id`) references `person` (`id`) on update cascade on delete cascade)',
    'insert into `presence` select `room_id`, `person_id`, `here_since`, `quiet_since`, `hidden_since`, `rev` from `membership`',
    'create table `read_marker` (`person_id` text not null, `room_id` text not null, `read_up_to` bigint not null, primary key (`person_id`, `room_id`), constraint `read_marker_person_id_foreign` foreign key (`person_id`) references `person` (`id`) on update cascade on delete cascade, constraint `read_marker_room_id_foreign` foreign key (`room_id`) references `room` (`id`) on update cascade on delete cascade)',
    'insert into `read_marker` select `person_id`, `room_id`, `read_up_to` from `membership`',
    'drop table `membership`',
    'create table `membership` (`room_id` text not null, `person_id` text not null, `role` text not null, `joined_at` bigint null, primary key (`room_id`, `person_id`), constraint `membership_room_id_foreign` foreign key (`room_id`) references `room` (`id`) on update cascade on delete cascade, constraint `membership_person_id_foreign` foreign key (`person_id`) references `person` (`id`) on update cascade on delete cascade)',
    "insert into `membership` select `room_id`, `person_id`, 'member', null from `presence`",
    "insert into `membership` select `id`, `created_by_id`, 'owner', `created_at` from `room` where true on conflict do update set `role` = 'owner'",
    'create index `membership_person_id_index` on `membership` (`person_id`)',
    'create index `presence_person_id_index` on `presence` (`person_id`)',
    'create index `presence_by_revision` on `presence` (`room_id`, `rev`)',
    'create unique index `one_room_at_a_time` on `presence` (`person_id`) where `here_since` is not null',
    'create index `read_marker_room_id_index` on `read_marker` (`room_id`)',
  ],
  postgres: [
    'create table "presence" ("room_id" varchar(16) not null, "person_id" varchar(16) not null, "here_since" bigint null, "quiet_since" bigint null, "hidden_since" bigint null, "rev" bigint not null, primary key ("room_id", "person_id"))',
    'insert into "presence" select "room_id", "person_id", "here_since", "quiet_since", "hidden_since", "rev" from "membership"',
    'create table "read_marker" ("person_id" varchar(16) not null, "room_id" varchar(16) not null, "read_up_to" bigint not null, primary key ("person_id", "room_id"))',
    'insert into "read_marker" select "person_id", "room_id", "read_up_to" from "membership"',
    'drop table "membership"',
    'create table "membership" ("room_id" varchar(16) not null, "person_id" varchar(16) not null, "role" varchar(16) not null, "joined_at" bigint null, primary key ("room_id", "person_id"))',
    `insert into "membership" select "room_id", "person_id", 'member', null from "presence"`,
    `insert into "membership" select "id", "created_by_id", 'owner', "created_at" from "room" on conflict ("room_id", "person_id") do update set "role" = 'owner'`,
    'create index "membership_person_id_index" on "membership" ("person_id")',
    'create index "presence_person_id_index" on "presence" ("person_id")',
    'create index "presence_by_revision" on "presence" ("room_id", "rev")',
    'create unique index "one_room_at_a_time" on "presence" ("person_id") where "here_since" is not null',
    'create index "read_marker_room_id_index" on "read_marker" ("room_id")',
    'alter table "membership" add constraint "membership_room_id_foreign" foreign key ("room_id") references "room" ("id") on update cascade on delete cascade',
    'alter table "membership" add constraint "membership_person_id_foreign" foreign key ("person_id") references "person" ("id") on update cascade on delete cascade',
    'alter table "presence" add constraint "presence_room_id_foreign" foreign key ("room_id") references "room" ("id") on update cascade on delete cascade',
    'alter table "presence" add constraint "presence_person_id_foreign" foreign key ("person_id") references "person" ("id") on update cascade on delete cascade',
    'alter table "read_marker" add constraint "read_marker_person_id_foreign" foreign key ("person_id") references "person" ("id") on update cascade on delete cascade',
    'alter table "read_marker" add constraint "read_marker_room_id_foreign" foreign key ("room_id") references "room" ("id") on update cascade on delete cascade',
  ],
}

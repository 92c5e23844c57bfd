import type { SchemaChange } from './index.ts'

/** Bans and mutes in a room; and when somebody posted last, for rooms in slow mode. */
export const sanctions: SchemaChange = {
  name: '016-sanctions',
  sqlite: [
    'create table `sanction` (`room_id` text not null, `person_id` text not null, `kind` text not null, `until` bigint null, `reason` text not null, `created_at` bigint not null, primary key (`room_id`, `person_id`, `kind`), constraint `sanction_room_id_foreign` foreign key (`room_id`) references `room` (`id`) on update cascade on delete cascade, constraint `sanction_person_id_foreign` foreign key (`person_id`) references `person` (`id`) on update cascade on delete cascade)',
    'create index `sanction_person_id_index` on `sanction` (`person_id`)',
    'alter table `presence` add column `spoke_at` bigint null',
  ],
  postgres: [
    'create table "sanction" ("room_id" varchar(16) not null, "person_id" varchar(16) not null, "kind" varchar(16) not null, "until" bigint null, "reason" text not null, "created_at" bigint not null, primary key ("room_id", "person_id", "kind"))',
    'alter table "presence" add column "spoke_at" bigint null',
    'create index "sanction_person_id_index" on "sanction" ("person_id")',
    'alter table "sanction" add constraint "sanction_room_id_foreign" foreign key ("room_id") references "room" ("id") on update cascade on delete cascade',
    'alter table "sanction" add constraint "sanction_person_id_foreign" foreign key ("person_id") references "person" ("id") on update cascade on delete cascade',
  ],
}

import type { SchemaChange } from './index.ts'

/**
 * What people are on the whole instance, and what is written down of those who have power over others.
 * Where there are accounts already, the oldest that is not shut owns it.
 */
export const instance: SchemaChange = {
  name: '018-instance',
  sqlite: [
    "alter table `person` add column `role` text not null default 'member'",
    "update `person` set `role` = 'owner' where `id` = (select `id` from `person` order by `disabled_at` is not null, `created_at`, `id` limit 1)",
    "insert into `setting` (`name`, `value`) select 'founder', `id` from `person` where `role` = 'owner'",
    'create table `audit` (`id` integer not null primary key autoincrement, `at` bigint not null, `act` text not null, `actor_id` text null, `person_id` text null, `room_id` text null, `seq` bigint null, `detail` text null, `reason` text null, constraint `audit_actor_id_foreign` foreign key (`actor_id`) references `person` (`id`) on delete set null, constraint `audit_person_id_foreign` foreign key (`person_id`) references `person` (`id`) on delete set null, constraint `audit_room_id_foreign` foreign key (`room_id`) references `room` (`id`) on delete set null)',
  ],
  postgres: [
    'alter table "person" add column "role" varchar(16) not null default \'member\'',
    `update "person" set "role" = 'owner' where "id" = (select "id" from "person" order by "disabled_at" is not null, "created_at", "id" limit 1)`,
    `insert into "setting" ("name", "value") select 'founder', "id" from "person" where "role" = 'owner'`,
    'create table "audit" ("id" bigserial primary key, "at" bigint not null, "act" varchar(32) not null, "actor_id" varchar(16) null, "person_id" varchar(16) null, "room_id" varchar(16) null, "seq" bigint null, "detail" text null, "reason" text null)',
    'alter table "audit" add constraint "audit_actor_id_foreign" foreign key ("actor_id") references "person" ("id") on delete set null',
    'alter table "audit" add constraint "audit_person_id_foreign" foreign key ("person_id") references "person" ("id") on delete set null',
    'alter table "audit" add constraint "audit_room_id_foreign" foreign key ("room_id") references "room" ("id") on delete set null',
  ],
}

import type { SchemaChange } from './index.ts'

/**
 * What keeps guessers out and lets owners in: wrong passwords in a row, the devices that people have
 * logged in on, links that set a new password. Sessions say where they were opened; one that has
 * ended is no longer kept.
 */
export const guessing: SchemaChange = {
  name: '006-guessing',
  sqlite: [
    'delete from `session` where `ended_at` is not null',
    'alter table `session` drop column `ended_at`',
    "alter table `session` add column `address` text not null default ''",
    'alter table `session` add column `device_since` bigint null',
    'create index `session_by_use` on `session` (`last_seen_at`)',
    'create table `device` (`token_hash` text not null, `person_id` text not null, `created_at` bigint not null, `used_at` bigint not null, primary key (`token_hash`, `person_id`), constraint `device_person_id_foreign` foreign key (`person_id`) references `person` (`id`))',
    'create index `device_person_id_index` on `device` (`person_id`)',
    'create index `device_by_use` on `device` (`used_at`)',
    'create table `guess` (`subject` text not null primary key, `failures` integer not null, `failed_at` bigint not null)',
    'create table `password_reset` (`person_id` text not null, `code_hash` text not null, `expires_at` bigint not null, primary key (`person_id`), constraint `password_reset_person_id_foreign` foreign key (`person_id`) references `person` (`id`) on update cascade on delete cascade)',
    'create unique index `password_reset_code_hash_unique` on `password_reset` (`code_hash`)',
  ],
  postgres: [
    'delete from "session" where "ended_at" is not null',
    'alter table "session" drop column "ended_at"',
    'alter table "session" add column "address" text not null default \'\'',
    'alter table "session" add column "device_since" bigint null',
    'create index "session_by_use" on "session" ("last_seen_at")',
    'create table "device" ("token_hash" varchar(64) not null, "person_id" varchar(16) not null, "created_at" bigint not null, "used_at" bigint not null, primary key ("token_hash", "person_id"))',
    'create index "device_person_id_index" on "device" ("person_id")',
    'create index "device_by_use" on "device" ("used_at")',
    'alter table "device" add constraint "device_person_id_foreign" foreign key ("person_id") references "person" ("id")',
    'create table "guess" ("subject" varchar(128) not null, "failures" int not null, "failed_at" bigint not null, primary key ("subject"))',
    'create table "password_reset" ("person_id" varchar(16) not null, "code_hash" varchar(64) not null, "expires_at" bigint not null, primary key ("person_id"))',
    'alter table "password_reset" add constraint "password_reset_code_hash_unique" unique ("code_hash")',
    'alter table "password_reset" add constraint "password_reset_person_id_foreign" foreign key ("person_id") references "person" ("id") on update cascade on delete cascade',
  ],
}

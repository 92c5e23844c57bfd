import type { SchemaChange } from './index.ts'

/**
 * What must follow from a commit is a row. Rooms that were deleted before there were any get theirs
 * here, if something is left of them.
 */
export const jobs: SchemaChange = {
  name: '010-jobs',
  sqlite: [
    'create table `job` (`id` integer not null primary key autoincrement, `kind` text not null, `args` text not null, `queue` text null, `key` text null, `not_before` bigint not null, `attempts` integer not null, `leased_until` bigint null, `leased_by` text null, `created_at` bigint not null, `failed_at` bigint null, `error` text null)',
    'create unique index `job_key_unique` on `job` (`key`)',
    'create index `job_by_time` on `job` (`not_before`, `id`) where `failed_at` is null',
    'create index `job_by_queue` on `job` (`queue`, `id`) where `failed_at` is null',
    "insert into `job` (`kind`, `args`, `not_before`, `attempts`, `created_at`) select 'purgeRoom', json_object('roomId', `id`), 0, 0, 0 from `room` where `deleted_at` is not null and exists (select 1 from `message` where `room_id` = `room`.`id`)",
  ],
  postgres: [
    'create table "job" ("id" bigserial primary key, "kind" varchar(64) not null, "args" text not null, "queue" varchar(128) null, "key" varchar(128) null, "not_before" bigint not null, "attempts" int not null, "leased_until" bigint null, "leased_by" varchar(16) null, "created_at" bigint not null, "failed_at" bigint null, "error" text null)',
    'alter table "job" add constraint "job_key_unique" unique ("key")',
    'create index "job_by_time" on "job" ("not_before", "id") where "failed_at" is null',
    'create index "job_by_queue" on "job" ("queue", "id") where "failed_at" is null',
    `insert into "job" ("kind", "args", "not_before", "attempts", "created_at") select 'purgeRoom', json_build_object('roomId', "id")::text, 0, 0, 0 from "room" where "deleted_at" is not null and exists (select 1 from "message" where "room_id" = "room"."id")`,
  ],
}

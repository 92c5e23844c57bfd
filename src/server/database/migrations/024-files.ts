import type { SchemaChange } from './index.ts'

/** Files, in chunks. */
export const files: SchemaChange = {
  name: '024-files',
  sqlite: [
    'create table `file` (`id` text not null primary key, `room_id` text not null, `uploader_id` text not null, `state` text not null, `name` text not null, `type` text not null, `size` bigint not null, `received` bigint not null, `variant` integer not null, `width` integer null, `height` integer null, `preview` text null, `alt` text null, `created_at` bigint not null, `touched_at` bigint not null, `message_id` bigint null, `place` integer null, constraint `file_room_id_foreign` foreign key (`room_id`) references `room` (`id`), constraint `file_uploader_id_foreign` foreign key (`uploader_id`) references `person` (`id`), constraint `file_message_id_foreign` foreign key (`message_id`) references `message` (`id`) on delete set null)',
    'create index `file_by_message` on `file` (`message_id`) where `message_id` is not null',
    'create index `file_by_room` on `file` (`room_id`, `message_id`)',
    'create index `file_by_uploader` on `file` (`uploader_id`, `size`)',
    'create table `file_chunk` (`file_id` text not null, `variant` integer not null, `start` bigint not null, `bytes` blob not null, primary key (`file_id`, `variant`, `start`), constraint `file_chunk_file_id_foreign` foreign key (`file_id`) references `file` (`id`))',
    'create table `file_usage` (`subject` text not null primary key, `bytes` bigint not null)',
  ],
  postgres: [
    'create table "file" ("id" varchar(16) not null, "room_id" varchar(16) not null, "uploader_id" varchar(16) not null, "state" varchar(16) not null, "name" text not null, "type" varchar(128) not null, "size" bigint not null, "received" bigint not null, "variant" int not null, "width" int null, "height" int null, "preview" text null, "alt" text null, "created_at" bigint not null, "touched_at" bigint not null, "message_id" bigint null, "place" int null, primary key ("id"))',
    'create index "file_by_message" on "file" ("message_id") where "message_id" is not null',
    'create index "file_by_room" on "file" ("room_id", "message_id")',
    'create index "file_by_uploader" on "file" ("uploader_id", "size")',
    'create table "file_chunk" ("file_id" varchar(16) not null, "variant" int not null, "start" bigint not null, "bytes" bytea not null, primary key ("file_id", "variant", "start"))',
    'create table "file_usage" ("subject" varchar(16) not null, "bytes" bigint not null, primary key ("subject"))',
    'alter table "file" add constraint "file_room_id_foreign" foreign key ("room_id") references "room" ("id")',
    'alter table "file" add constraint "file_uploader_id_foreign" foreign key ("uploader_id") references "person" ("id")',
    'alter table "file" add constraint "file_message_id_foreign" foreign key ("message_id") references "message" ("id") on delete set null',
    'alter table "file_chunk" add constraint "file_chunk_file_id_foreign" foreign key ("file_id") references "file" ("id")',
    // Pictures and archives are compressed already: PostgreSQL would only try.
    'alter table "file_chunk" alter column "bytes" set storage external',
  ],
}

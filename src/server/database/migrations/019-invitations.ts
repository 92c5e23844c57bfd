import type { SchemaChange } from './index.ts'

/** Links by which people come in, and who came in by which. */
export const invitations: SchemaChange = {
  name: '019-invitations',
  sqlite: [
    'create table `invite` (`id` text not null primary key, `code_hash` text not null, `room_id` text null, `created_by_id` text not null, `created_at` bigint not null, `expires_at` bigint not null, `uses_left` integer null, `withdrawn_at` bigint null, constraint `invite_room_id_foreign` foreign key (`room_id`) references `room` (`id`) on delete set null, constraint `invite_created_by_id_foreign` foreign key (`created_by_id`) references `person` (`id`))',
    'create unique index `invite_code_hash_unique` on `invite` (`code_hash`)',
    'create index `invite_room_id_index` on `invite` (`room_id`)',
    'create index `invite_created_by_id_index` on `invite` (`created_by_id`)',
    'create table `invite_use` (`invite_id` text not null, `person_id` text not null, `at` bigint not null, primary key (`invite_id`, `person_id`), constraint `invite_use_invite_id_foreign` foreign key (`invite_id`) references `invite` (`id`) on update cascade on delete cascade, constraint `invite_use_person_id_foreign` foreign key (`person_id`) references `person` (`id`) on update cascade on delete cascade)',
    'create index `invite_use_person_id_index` on `invite_use` (`person_id`)',
  ],
  postgres: [
    'create table "invite" ("id" varchar(16) not null, "code_hash" varchar(64) not null, "room_id" varchar(16) null, "created_by_id" varchar(16) not null, "created_at" bigint not null, "expires_at" bigint not null, "uses_left" int null, "withdrawn_at" bigint null, primary key ("id"))',
    'alter table "invite" add constraint "invite_code_hash_unique" unique ("code_hash")',
    'create index "invite_room_id_index" on "invite" ("room_id")',
    'create index "invite_created_by_id_index" on "invite" ("created_by_id")',
    'create table "invite_use" ("invite_id" varchar(16) not null, "person_id" varchar(16) not null, "at" bigint not null, primary key ("invite_id", "person_id"))',
    'create index "invite_use_person_id_index" on "invite_use" ("person_id")',
    'alter table "invite" add constraint "invite_room_id_foreign" foreign key ("room_id") references "room" ("id") on delete set null',
    'alter table "invite" add constraint "invite_created_by_id_foreign" foreign key ("created_by_id") references "person" ("id")',
    'alter table "invite_use" add constraint "invite_use_invite_id_foreign" foreign key ("invite_id") references "invite" ("id") on update cascade on delete cascade',
    'alter table "invite_use" add constraint "invite_use_person_id_foreign" foreign key ("person_id") references "person" ("id") on update cascade on delete cascade',
  ],
}

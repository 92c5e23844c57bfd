import type { SchemaChange } from './index.ts'

/** Pinned messages. What is taken off keeps its row, which tells whoever has not heard of it yet. */
export const pins: SchemaChange = {
  name: '014-pins',
  sqlite: [
    'create table `pin` (`message_id` bigint not null, `room_id` text not null, `person_id` text null, `pinned_at` bigint null, `rev` bigint not null, primary key (`message_id`), constraint `pin_message_id_foreign` foreign key (`message_id`) references `message` (`id`) on delete cascade, constraint `pin_person_id_foreign` foreign key (`person_id`) references `person` (`id`) on delete set null)',
    'create index `pin_by_revision` on `pin` (`room_id`, `rev`)',
    'create index `pin_person_id_index` on `pin` (`person_id`)',
  ],
  postgres: [
    'create table "pin" ("message_id" bigint not null, "room_id" varchar(16) not null, "person_id" varchar(16) null, "pinned_at" bigint null, "rev" bigint not null, primary key ("message_id"))',
    'create index "pin_by_revision" on "pin" ("room_id", "rev")',
    'create index "pin_person_id_index" on "pin" ("person_id")',
    'alter table "pin" add constraint "pin_message_id_foreign" foreign key ("message_id") references "message" ("id") on delete cascade',
    'alter table "pin" add constraint "pin_person_id_foreign" foreign key ("person_id") references "person" ("id") on delete set null',
  ],
}

import type { SchemaChange } from './index.ts'

/**
 * What names can be read as, in tables of their own: a name has several readings, and they are made
 * anew when Unicode's data change (`domain/name-table.ts` fills them).
 */
export const readingsOfNames: SchemaChange = {
  name: '003-readings-of-names',
  sqlite: [
    'create table `person_name` (`reading` text not null primary key, `person_id` text not null, constraint `person_name_person_id_foreign` foreign key (`person_id`) references `person` (`id`))',
    'create index `person_name_person_id_index` on `person_name` (`person_id`)',
    'create table `room_name` (`reading` text not null primary key, `room_id` text not null, constraint `room_name_room_id_foreign` foreign key (`room_id`) references `room` (`id`))',
    'create index `room_name_room_id_index` on `room_name` (`room_id`)',
    'create table `setting` (`name` text not null primary key, `value` text not null)',
    'drop index `person_name_key_unique`',
    'drop index `room_name_of_the_living`',
    'alter table `person` drop column `name_key`',
    'alter table `room` drop column `name_key`',
    'create index `person_username_index` on `person` (`username`)',
  ],
  postgres: [
    'create table "person_name" ("reading" text not null, "person_id" varchar(16) not null, primary key ("reading"))',
    'create index "person_name_person_id_index" on "person_name" ("person_id")',
    'create table "room_name" ("reading" text not null, "room_id" varchar(16) not null, primary key ("reading"))',
    'create index "room_name_room_id_index" on "room_name" ("room_id")',
    'create table "setting" ("name" varchar(64) not null, "value" text not null, primary key ("name"))',
    'alter table "person_name" add constraint "person_name_person_id_foreign" foreign key ("person_id") references "person" ("id")',
    'alter table "room_name" add constraint "room_name_room_id_foreign" foreign key ("room_id") references "room" ("id")',
    'alter table "person" drop column "name_key"',
    'alter table "room" drop column "name_key"',
    'create index "person_username_index" on "person" ("username")',
  ],
}

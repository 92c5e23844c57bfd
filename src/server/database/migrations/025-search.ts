import type { SchemaChange } from './index.ts'

/**
 * The search index, and how far it has read each room's log. It holds numbers that stand for a few letters,
 * no text. What is removed from the messages goes from it with them. See `database/search-index.ts`.
 */
export const search: SchemaChange = {
  name: '025-search',
  sqlite: [
    'create table `search_room` (`room_id` text not null primary key, `rev` bigint not null, `hidden` integer not null, `complete` integer not null, constraint `search_room_room_id_foreign` foreign key (`room_id`) references `room` (`id`))',
    "create virtual table `search_entry` using fts5(`grams`, content='', contentless_delete=1, detail=none, tokenize='ascii')",
    'create trigger `search_entry_of_message` after delete on `message` begin delete from `search_entry` where rowid = old.`id`; end',
  ],
  postgres: [
    'create table "search_room" ("room_id" varchar(16) not null, "rev" bigint not null, "hidden" int not null, "complete" int not null, primary key ("room_id"))',
    'alter table "search_room" add constraint "search_room_room_id_foreign" foreign key ("room_id") references "room" ("id")',
    'create table "search_entry" ("message_id" bigint not null, "grams" smallint[] not null, primary key ("message_id"))',
    'alter table "search_entry" add constraint "search_entry_message_id_foreign" foreign key ("message_id") references "message" ("id") on delete cascade',
    // What is not yet sorted in is read through by each search: not too much of it.
    'create index "search_entry_grams" on "search_entry" using gin ("grams") with (gin_pending_list_limit = 512)',
  ],
}

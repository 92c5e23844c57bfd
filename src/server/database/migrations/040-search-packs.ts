import type { SchemaChange } from './index.ts'

/**
 * On PostgreSQL sixteen messages stand together in the search index, which halves it: see
 * `database/search-packs.ts`. All messages are read for it once more.
 */
export const searchPacks: SchemaChange = {
  name: '040-search-packs',
  sqlite: [],
  postgres: [
    'delete from "search_room"',
    'drop table "search_entry"',
    'create table "search_entry" ("last_id" bigint not null, "ids" bigint[] not null, "salt" varchar(16) not null, "grams" smallint[] not null, primary key ("last_id"))',
    // What is not yet sorted in is read through by each search: not too much of it.
    'create index "search_entry_grams" on "search_entry" using gin ("grams") with (gin_pending_list_limit = 512)',
    'create index "search_entry_alone" on "search_entry" ("salt", "last_id") where cardinality("ids") = 1',
    // Each message is looked up by the last 16 bits of its id, too.
    'create function "search_gram_of" ("id" bigint) returns smallint language sql immutable return (("id" & 65535) - case when "id" & 32768 = 0 then 0 else 65536 end)::smallint',
    `create function "search_forget" () returns trigger language plpgsql as $$ begin
      update "search_entry" set "ids" = array_remove("ids", old."id")
        where "grams" @> array["search_gram_of"(old."id")] and old."id" = any("ids") and cardinality("ids") > 1;
      if not found then delete from "search_entry"
        where "grams" @> array["search_gram_of"(old."id")] and old."id" = any("ids"); end if;
      return null; end $$`,
    'create trigger "search_entry_of_message" after delete on "message" for each row execute function "search_forget" ()',
  ],
}

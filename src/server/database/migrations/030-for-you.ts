import type { SchemaChange } from './index.ts'

/** What happened so far; of a reaction it is not known when: it counts as old as its message. */
const fill = [
  'insert into for_you (person_id, kind, message_id, by_id, emoji, at) select person_id, kind, message_id, by_id, emoji, at from (',
  "select distinct mention.person_id as person_id, 'mention' as kind, message.id as message_id, message.author_id as by_id, cast(null as varchar(64)) as emoji, message.posted_at as at from mention join message on message.id = mention.message_id where message.deleted_at is null and (mention.person_id is null or mention.person_id <> message.author_id)",
  "union all select original.author_id, 'reply', message.id, message.author_id, null, message.posted_at from message join message original on original.id = message.reply_to_id where message.deleted_at is null and original.author_id <> message.author_id",
  "union all select message.author_id, 'reaction', message.id, reaction.person_id, reaction.emoji, message.posted_at from reaction join message on message.id = reaction.message_id where reaction.person_id <> message.author_id",
  ') as earlier order by at, message_id',
].join(' ')

/** What others did that is for somebody, and up to where they have seen it. */
export const forYou: SchemaChange = {
  name: '030-for-you',
  sqlite: [
    'create table `for_you` (`id` integer not null primary key autoincrement, `person_id` text null, `kind` text not null, `message_id` bigint not null, `by_id` text not null, `emoji` text null, `at` bigint not null, constraint `for_you_person_id_foreign` foreign key (`person_id`) references `person` (`id`) on delete cascade, constraint `for_you_message_id_foreign` foreign key (`message_id`) references `message` (`id`) on delete cascade, constraint `for_you_by_id_foreign` foreign key (`by_id`) references `person` (`id`) on delete cascade)',
    'create index `for_you_message_id_index` on `for_you` (`message_id`)',
    'create index `for_you_by_person` on `for_you` (`person_id`, `id`)',
    'create table `for_you_seen` (`person_id` text not null primary key, `up_to` bigint not null, constraint `for_you_seen_person_id_foreign` foreign key (`person_id`) references `person` (`id`) on delete cascade)',
    fill,
  ],
  postgres: [
    'create table "for_you" ("id" bigserial primary key, "person_id" varchar(16) null, "kind" varchar(16) not null, "message_id" bigint not null, "by_id" varchar(16) not null, "emoji" varchar(64) null, "at" bigint not null)',
    'create index "for_you_message_id_index" on "for_you" ("message_id")',
    'create index "for_you_by_person" on "for_you" ("person_id", "id")',
    'create table "for_you_seen" ("person_id" varchar(16) not null, "up_to" bigint not null, primary key ("person_id"))',
    'alter table "for_you" add constraint "for_you_person_id_foreign" foreign key ("person_id") references "person" ("id") on delete cascade',
    'alter table "for_you" add constraint "for_you_message_id_foreign" foreign key ("message_id") references "message" ("id") on delete cascade',
    'alter table "for_you" add constraint "for_you_by_id_foreign" foreign key ("by_id") references "person" ("id") on delete cascade',
    'alter table "for_you_seen" add constraint "for_you_seen_person_id_foreign" foreign key ("person_id") references "person" ("id") on delete cascade',
    fill,
  ],
}

import type { SchemaChange } from './index.ts'

/**
 * Who sees a room. All that were there stay open, as everybody with an account could read them.
 *
 * `belonging_rev` rises with whatever changes in which rooms a person belongs to, and as what; `put_out`
 * is why somebody is not inside any more, if it was not they who left.
 */
export const kindsOfRooms: SchemaChange = {
  name: '015-kinds-of-rooms',
  sqlite: [
    "alter table `room` add column `kind` text not null default 'open'",
    "alter table `room` add column `topic` text not null default ''",
    'alter table `room` add column `archived_at` bigint null',
    'alter table `room` add column `slow_mode` integer not null default 0',
    'alter table `room` add column `changed_rev` bigint null',
    'alter table `room` add column `direct_key` text null',
    'create unique index `one_direct_room` on `room` (`direct_key`) where `direct_key` is not null',
    'alter table `person` add column `belonging_rev` bigint not null default 0',
    'alter table `presence` add column `put_out` text null',
  ],
  postgres: [
    `alter table "room" add column "kind" varchar(16) not null default 'open'`,
    `alter table "room" add column "topic" text not null default ''`,
    'alter table "room" add column "archived_at" bigint null',
    'alter table "room" add column "slow_mode" int not null default 0',
    'alter table "room" add column "changed_rev" bigint null',
    'alter table "room" add column "direct_key" text null',
    'create unique index "one_direct_room" on "room" ("direct_key") where "direct_key" is not null',
    'alter table "person" add column "belonging_rev" bigint not null default 0',
    'alter table "presence" add column "put_out" varchar(16) null',
  ],
}

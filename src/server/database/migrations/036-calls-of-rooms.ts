import type { SchemaChange } from './index.ts'

/** Calls for everyone are found by the room in which they were made: nobody looks at those of all others. */
export const callsOfRooms: SchemaChange = {
  name: '036-calls-of-rooms',
  sqlite: [
    'alter table `for_you` add column `room_id` text null',
    'update `for_you` set `room_id` = (select `room_id` from `message` where `message`.`id` = `for_you`.`message_id`) where `person_id` is null',
    'create index `for_you_by_room` on `for_you` (`room_id`, `id`) where `room_id` is not null',
  ],
  postgres: [
    'alter table "for_you" add column "room_id" varchar(16) null',
    'update "for_you" set "room_id" = (select "room_id" from "message" where "message"."id" = "for_you"."message_id") where "person_id" is null',
    'create index "for_you_by_room" on "for_you" ("room_id", "id") where "room_id" is not null',
  ],
}

import type { SchemaChange } from './index.ts'

/** Who deleted a room. Up to now, only the one who had created it could. */
export const whoDeleted: SchemaChange = {
  name: '005-who-deleted',
  sqlite: [
    'alter table `room` add column `deleted_by_id` text null constraint `room_deleted_by_id_foreign` references `person` (`id`) on delete set null',
    'update `room` set `deleted_by_id` = `created_by_id` where `deleted_at` is not null',
  ],
  postgres: [
    'alter table "room" add column "deleted_by_id" varchar(16) null',
    'alter table "room" add constraint "room_deleted_by_id_foreign" foreign key ("deleted_by_id") references "person" ("id") on delete set null',
    'update "room" set "deleted_by_id" = "created_by_id" where "deleted_at" is not null',
  ],
}

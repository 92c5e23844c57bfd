import type { SchemaChange } from './index.ts'

/** How many rooms a person has made is asked for with each new one. */
export const roomsByCreator: SchemaChange = {
  name: '004-rooms-by-creator',
  sqlite: ['create index `room_created_by_id_index` on `room` (`created_by_id`)'],
  postgres: ['create index "room_created_by_id_index" on "room" ("created_by_id")'],
}

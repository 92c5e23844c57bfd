import type { SchemaChange } from './index.ts'

/** Rooms where files were posted are read for the search once more: messages are found by these as well. */
export const namesOfFiles: SchemaChange = {
  name: '037-names-of-files',
  sqlite: [
    'delete from `search_room` where `room_id` in (select `room_id` from `file` where `message_id` is not null)',
  ],
  postgres: [
    'delete from "search_room" where "room_id" in (select "room_id" from "file" where "message_id" is not null)',
  ],
}

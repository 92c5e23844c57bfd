import type { SchemaChange } from './index.ts'

const kinds =
  "case when width is not null and type like 'image/%' then 'picture' when type like 'audio/%' then 'sound' when type like 'video/%' then 'video' else 'other' end"

/** So that all pictures of a room are found without looking at what else was sent there. */
export const kindsOfFiles: SchemaChange = {
  name: '032-kinds-of-files',
  sqlite: [
    'alter table `file` add column `kind` text null',
    `update \`file\` set \`kind\` = ${kinds} where \`state\` <> 'receiving'`,
    'create index `file_by_kind` on `file` (`room_id`, `kind`, `message_id`)',
  ],
  postgres: [
    'alter table "file" add column "kind" varchar(16) null',
    `update "file" set "kind" = ${kinds} where "state" <> 'receiving'`,
    'create index "file_by_kind" on "file" ("room_id", "kind", "message_id")',
  ],
}

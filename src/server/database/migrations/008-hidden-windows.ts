import type { SchemaChange } from './index.ts'

/** Tells those who have the room in a hidden window from those who look at it. */
export const hiddenWindows: SchemaChange = {
  name: '008-hidden-windows',
  sqlite: [
    'alter table `membership` add column `hidden_since` bigint null',
    "alter table `process` add column `looking` text not null default ''",
  ],
  postgres: [
    'alter table "membership" add column "hidden_since" bigint null',
    'alter table "process" add column "looking" text not null default \'\'',
  ],
}

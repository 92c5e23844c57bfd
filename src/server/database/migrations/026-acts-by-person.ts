import type { SchemaChange } from './index.ts'

/** SQLite looks at whoever refers to a person or a room when there is a new one: not at all of them. */
export const actsByPerson: SchemaChange = {
  name: '026-acts-by-person',
  sqlite: [
    'create index `audit_actor_id_index` on `audit` (`actor_id`)',
    'create index `audit_person_id_index` on `audit` (`person_id`)',
    'create index `audit_room_id_index` on `audit` (`room_id`)',
    'create index `report_person_id_index` on `report` (`person_id`)',
    'create index `report_reporter_id_index` on `report` (`reporter_id`)',
    'create index `report_handled_by_id_index` on `report` (`handled_by_id`)',
  ],
  postgres: [
    'create index "audit_actor_id_index" on "audit" ("actor_id")',
    'create index "audit_person_id_index" on "audit" ("person_id")',
    'create index "audit_room_id_index" on "audit" ("room_id")',
    'create index "report_person_id_index" on "report" ("person_id")',
    'create index "report_reporter_id_index" on "report" ("reporter_id")',
    'create index "report_handled_by_id_index" on "report" ("handled_by_id")',
  ],
}

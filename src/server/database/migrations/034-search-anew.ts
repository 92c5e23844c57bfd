import type { SchemaChange } from './index.ts'

/** All messages are read for the search once more: each has one more number, that says nothing but that it is there. */
export const searchAnew: SchemaChange = {
  name: '034-search-anew',
  sqlite: ['delete from `search_room`'],
  postgres: ['delete from "search_room"'],
}

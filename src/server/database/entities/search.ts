import { defineEntity, p } from '@mikro-orm/core'
import { RoomSchema } from './room.ts'

/** How far the search index has read a room's log. What it holds is in `database/search-index.ts`. */
export const SearchRoomSchema = defineEntity({
  name: 'SearchRoom',
  properties: {
    room: () =>
      p
        .manyToOne(RoomSchema)
        .primary()
        .index(false)
        .updateRule('no action')
        .deleteRule('no action'),
    /** Everything up to this revision is in it. */
    rev: p.bigint('number'),
    /** 1: as of a room that not everybody sees. */
    hidden: p.integer(),
    /** 1: it has come to the end of the log before. */
    complete: p.integer(),
  },
})

import { defineEntity, p } from '@mikro-orm/core'
import { MessageSchema } from './message.ts'
import { PersonSchema } from './person.ts'
import { RoomSchema } from './room.ts'
import { time } from './time.ts'

/** Something that somebody sends to a room. */
export const FileSchema = defineEntity({
  name: 'File',
  properties: {
    id: p.string().length(16).primary(),
    room: () => p.manyToOne(RoomSchema).index(false),
    uploader: () => p.manyToOne(PersonSchema).index(false),
    /** `receiving`, `ready`, or `gone`: then nobody gets it, and its chunks are being removed. */
    state: p.string().length(16),
    name: p.text(),
    type: p.string().length(128),
    /** Bytes; while it is received, as many as it may have. */
    size: p.bigint('number'),
    /** Bytes that are there of what is received. */
    received: p.bigint('number'),
    /** In which of its variants it is served: see `domain/file-variants.ts`. */
    variant: p.integer(),
    width: p.integer().nullable(),
    height: p.integer().nullable(),
    preview: p.text().nullable(),
    alt: p.text().nullable(),
    createdAt: time(),
    /** When something of it last came. */
    touchedAt: time(),
    /** The message that it was posted with; null: nobody but the uploader sees it. */
    message: () => p.manyToOne(MessageSchema).nullable().index(false),
    /** Its place among the files of the message. */
    place: p.integer().nullable(),
    /** One of `fileKinds` of the protocol; null while it is received. */
    kind: p.string().length(16).nullable(),
    /** Where it lies once it is whole: see `domain/file-store.ts`; null: in chunks. */
    store: p.string().length(16).nullable(),
  },
  indexes: [
    { name: 'file_by_message', properties: ['message'], where: { message: { $ne: null } } },
    { name: 'file_by_room', properties: ['room', 'message'] },
    { name: 'file_by_kind', properties: ['room', 'kind', 'message'] },
    { name: 'file_by_store', properties: ['store'], where: { store: { $ne: null } } },
    { name: 'file_by_uploader', properties: ['uploader', 'size'] },
  ],
})

export const FileChunkSchema = defineEntity({
  name: 'FileChunk',
  properties: {
    file: () => p.manyToOne(FileSchema).primary().index(false),
    variant: p.integer().primary(),
    /** The place of its first byte in the variant. */
    start: p.bigint('number').primary(),
    bytes: p.blob(),
  },
})

/** How many bytes the files of all have together, those included that are being received. */
export const FileUsageSchema = defineEntity({
  name: 'FileUsage',
  properties: {
    /** `all`: there is one row. */
    subject: p.string().length(16).primary(),
    bytes: p.bigint('number'),
  },
})

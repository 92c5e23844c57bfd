import Type, { type Static } from 'typebox'
import { fileKinds } from './file-kinds.ts'
import { bounds, limits } from './limits.ts'
import { User } from './people.ts'

/** Something that was sent along with a message. */
export const FileInfo = Type.Object({
  id: Type.String(),
  /** As its sender called it, without what nobody sees. It names nothing on the server. */
  name: Type.String(),
  /** What its content says it is (a media type), whatever the name says. */
  type: Type.String(),
  /** Bytes. */
  size: Type.Integer(),
  /** Of pictures, upright; in pixels. */
  width: Type.Optional(Type.Integer()),
  height: Type.Optional(Type.Integer()),
  /** Of pictures: a few hundred bytes of WebP, in base64, to be seen until they have loaded. */
  preview: Type.Optional(Type.String()),
  /** What its sender says that it shows, for those who cannot see it. */
  alt: Type.Optional(Type.String()),
})
export type FileInfo = Static<typeof FileInfo>

/** How much of what there may be of files is taken; bytes. */
export const FileSpace = Type.Object({ bytes: Type.Integer(), limit: Type.Integer() })
export type FileSpace = Static<typeof FileSpace>

export const FileChange = Type.Object({
  alt: Type.String({ maxLength: limits.alt.max }),
})
export type FileChange = Static<typeof FileChange>

export const FilesQuery = Type.Object({
  /** Only files of this kind. */
  kind: Type.Optional(Type.Union(fileKinds.map((kind) => Type.Literal(kind)))),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: bounds.page.max })),
  /** `next` of the answer before. */
  page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,14}-[0-9]{1,2}$' })),
})
export type FilesQuery = Static<typeof FilesQuery>

/** A file that was posted in a room, and with what. */
export const RoomFile = Type.Object({
  file: FileInfo,
  message: Type.Object({
    id: Type.String(),
    seq: Type.Integer(),
    author: User,
    postedAt: Type.String({ format: 'date-time' }),
  }),
})
export type RoomFile = Static<typeof RoomFile>

export const FilesPage = Type.Object({
  /** The newest message first, and the files of one in their order. */
  files: Type.Array(RoomFile),
  /** What to ask for next (`page`); null: there is no more. */
  next: Type.Union([Type.String(), Type.Null()]),
})
export type FilesPage = Static<typeof FilesPage>

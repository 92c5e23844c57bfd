import Type, { type Static } from 'typebox'
import { limits } from './limits.ts'

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

export const FileChange = Type.Object({
  alt: Type.String({ maxLength: limits.alt.max }),
})
export type FileChange = Static<typeof FileChange>

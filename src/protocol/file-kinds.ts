// No schema here: the page needs this, and would load all of TypeBox with it.

/** In which kinds the files of a room are looked through. */
export const fileKinds = ['picture', 'sound', 'video', 'other'] as const
export type FileKind = (typeof fileKinds)[number]

/** A media type's kind: `picture` is what the page shows as one. */
export function kindOf({ type, width }: { type: string; width?: number }): FileKind {
  if (width !== undefined && type.startsWith('image/')) return 'picture'
  if (type.startsWith('audio/')) return 'sound'
  return type.startsWith('video/') ? 'video' : 'other'
}

/** In what forms a file is kept; the numbers stand in the database. */
export const variants = {
  /** As it came. Of pictures it is gone once they are rewritten. */
  received: 0,
  /** A picture, upright and without what cameras write into it. */
  rewritten: 1,
  /** WebP, for the log. */
  thumbnail: 2,
  /** WebP, for a whole screen; only of pictures that are larger than that. */
  screen: 3,
} as const

export type Variant = (typeof variants)[keyof typeof variants]

/** Bytes of a chunk at the most. Each is a commit of its own: so long, and no longer, a post waits for a file. */
export const chunkBytes = 256 * 1024

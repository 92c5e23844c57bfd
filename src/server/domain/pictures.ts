import type { Variant } from './file-variants.ts'

/** What a picture turned out to be, once it was rewritten. */
export interface Picture {
  type: string
  width: number
  height: number
  /** WebP in base64, a few hundred bytes. */
  preview: string
  /** Bytes of the rewritten picture. */
  size: number
}

/** Rewrites pictures where they can hurt nobody: upright, without metadata, with thumbnails. */
export interface Pictures {
  /**
   * @param asker whose it is: those that wait are taken from each person in turn
   * @param bytes the picture as it came
   * @param keep is given what there is to keep, in chunks
   * @throws Refusal `invalid_input` for what is no sound picture or has too many pixels, `unavailable`.
   */
  rewrite(
    asker: string,
    bytes: AsyncIterable<Uint8Array>,
    keep: (variant: Variant, start: number, bytes: Buffer) => Promise<void>,
  ): Promise<Picture>
  close(): void
}

/** Types that are decoded and rewritten; every browser that Parlor supports shows them. */
const rewritable = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'])

export function isPicture(type: string): boolean {
  return rewritable.has(type)
}

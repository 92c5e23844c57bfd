import { blocksOf } from './blocks.ts'
import type { Block, Inline } from './tree.ts'

/** What a text says without the marks of its formatting, for where it is only told of in a line. */
export function wordsOf(text: string): string {
  return blocksOf(text).map(ofBlock).join('')
}

function ofBlock(block: Block): string {
  switch (block.kind) {
    case 'lines':
      return ofInlines(block.of)
    case 'quote':
      return block.of.map(ofBlock).join('')
    case 'list':
      return block.items.map(({ mark, of }) => `${mark} ${of.map(ofBlock).join('')}`).join('')
    case 'gap':
    case 'code':
      return block.text
    default:
      return block satisfies never
  }
}

const ofInlines = (of: readonly Inline[]): string =>
  of.map((one) => ('of' in one ? ofInlines(one.of) : one.text)).join('')

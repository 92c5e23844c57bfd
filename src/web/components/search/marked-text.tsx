import type { ComponentChildren, JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { blocksOf } from '../../text/formatting/blocks.ts'
import type { Block, Inline } from '../../text/formatting/tree.ts'
import { type Excerpt, marking } from './excerpt.ts'

type Draw = (text: string) => ComponentChildren

/**
 * Words with their formatting, and marks on what matched. Nothing in it can be pressed: all of a hit leads to
 * its message.
 */
export function MarkedText({ excerpt }: { excerpt: Excerpt }) {
  const blocks = useMemo(() => blocksOf(excerpt.text), [excerpt.text])
  const piecesOf = marking(excerpt)
  const draw: Draw = (text) =>
    piecesOf(text).map((piece) => (piece.isMarked ? <mark>{piece.text}</mark> : piece.text))
  return (
    <>
      {excerpt.isCutBefore && '…'}
      {drawn(blocks, draw)}
      {excerpt.isCutBehind && '…'}
    </>
  )
}

const drawn = (blocks: readonly Block[], draw: Draw) => blocks.map((block) => blockOf(block, draw))

function blockOf(block: Block, draw: Draw): JSX.Element {
  switch (block.kind) {
    case 'lines':
      return <span class="lines">{inlines(block.of, draw)}</span>
    case 'quote':
      return <blockquote dir="auto">{drawn(block.of, draw)}</blockquote>
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return (
        <List dir="auto">
          {block.items.map(({ mark, of }) => (
            <li>
              <span>{mark} </span>
              <div>{drawn(of, draw)}</div>
            </li>
          ))}
        </List>
      )
    }
    case 'gap':
      return <span>{draw(block.text)}</span>
    case 'code':
      return (
        <pre dir="ltr">
          <code>{draw(block.text)}</code>
        </pre>
      )
    default:
      return block satisfies never
  }
}

const inlines = (of: readonly Inline[], draw: Draw) => of.map((one) => inlineOf(one, draw))

function inlineOf(inline: Inline, draw: Draw): ComponentChildren {
  switch (inline.kind) {
    case 'text':
      return draw(inline.text)
    case 'link':
      return (
        <span class="address" dir="ltr">
          {draw(inline.text)}
        </span>
      )
    case 'code':
      return <code>{draw(inline.text)}</code>
    case 'strong':
      return <strong>{inlines(inline.of, draw)}</strong>
    case 'em':
      return <em>{inlines(inline.of, draw)}</em>
    case 'strike':
      return <s>{inlines(inline.of, draw)}</s>
    default:
      return inline satisfies never
  }
}

import type { ComponentChildren, JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { blocksOf } from '../../text/formatting/blocks.ts'
import type { Block, Inline, Item } from '../../text/formatting/tree.ts'
import { partsOf } from '../../text/links.ts'
import { Link } from '../controls/link.tsx'
import { CodeBlock } from './code-block.tsx'

/** Draws words that are neither code nor an address, in which there may be more to be seen. */
export type DrawPlain = (text: string) => ComponentChildren

type Props = { text: string; plain?: DrawPlain | undefined }

/**
 * Text with its formatting and its links. What is drawn has the line breaks of what was written, so that
 * what is selected of it has them as well.
 */
export function RichText({ text, plain = asItIs }: Props) {
  const blocks = useMemo(() => blocksOf(text), [text])
  const [first] = blocks
  if (blocks.length === 1 && first?.kind === 'lines') return <>{inlines(first.of, plain)}</>
  return <>{drawn(blocks, plain)}</>
}

const asItIs: DrawPlain = (text) => text

const drawn = (blocks: readonly Block[], plain: DrawPlain) =>
  blocks.map((block) => blockOf(block, plain))

function blockOf(block: Block, plain: DrawPlain): JSX.Element {
  switch (block.kind) {
    case 'lines':
      return <div class="lines">{inlines(block.of, plain)}</div>
    case 'gap':
      return <div class="gap">{block.text}</div>
    case 'quote':
      return <blockquote dir="auto">{drawn(block.of, plain)}</blockquote>
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return <List dir="auto">{block.items.map((item) => itemOf(item, plain))}</List>
    }
    case 'code':
      return <CodeBlock language={block.language} text={block.text} />
    default:
      return block satisfies never
  }
}

/** The mark is text, so that it is copied along. */
const itemOf = ({ mark, of }: Item, plain: DrawPlain) => (
  <li>
    <span>{mark} </span>
    <div>{drawn(of, plain)}</div>
  </li>
)

const inlines = (of: readonly Inline[], plain: DrawPlain) => of.map((one) => inlineOf(one, plain))

function inlineOf(inline: Inline, plain: DrawPlain): ComponentChildren {
  switch (inline.kind) {
    case 'text':
      return plain(inline.text)
    case 'link':
      return <Address href={inline.href} text={inline.text} />
    case 'code':
      return (
        // As it reads in the language that it is written in, whatever the text around it does.
        <code dir="ltr">
          {partsOf(inline.text).map((part) =>
            part.kind === 'text' ? part.text : <Address href={part.href} text={part.text} />,
          )}
        </code>
      )
    case 'strong':
      return <strong>{inlines(inline.of, plain)}</strong>
    case 'em':
      return <em>{inlines(inline.of, plain)}</em>
    case 'strike':
      return <s>{inlines(inline.of, plain)}</s>
    default:
      return inline satisfies never
  }
}

/** An address reads from left to right, whatever the text around it does. */
function Address({ href, text }: { href: string; text: string }) {
  const { router } = useApp()
  const room = router.roomAt(href)
  if (room) {
    return (
      <Link to={room} dir="ltr">
        {text}
      </Link>
    )
  }
  return (
    <a href={href} dir="ltr" target="_blank" rel="noopener noreferrer nofollow">
      {text}
    </a>
  )
}

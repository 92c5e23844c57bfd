import type { ComponentChildren, JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { blocksOf } from '../../../protocol/formatting/blocks.ts'
import { partsOf } from '../../../protocol/formatting/links.ts'
import type { Block, Inline, Item } from '../../../protocol/formatting/tree.ts'
import { useApp } from '../../app/app-context.ts'
import { Link } from '../controls/link.tsx'
import { CodeBlock } from './code-block.tsx'

/** Draws words that are neither code nor an address, in which there may be more to be seen. */
export type DrawPlain = (text: string) => ComponentChildren

/** How that is drawn of which formatting consists in the end. */
export type Leaves = {
  plain: DrawPlain
  code: DrawPlain
  address: (text: string, href: string) => ComponentChildren
  codeBlock: (text: string, language: string) => JSX.Element
}

type Props = { text: string; leaves?: Partial<Leaves> | undefined }

/**
 * Text with its formatting and its links. What is drawn has the line breaks of what was written, so that
 * what is selected of it has them as well.
 */
export function RichText({ text, leaves }: Props) {
  const blocks = useMemo(() => blocksOf(text), [text])
  const all = { ...pressable, ...leaves }
  const [first] = blocks
  if (blocks.length === 1 && first?.kind === 'lines') return <>{inlines(first.of, all)}</>
  return <>{drawn(blocks, all)}</>
}

const pressable: Leaves = {
  plain: (text) => text,
  code: (text) =>
    partsOf(text).map((part) =>
      part.kind === 'text' ? part.text : pressable.address(part.text, part.href),
    ),
  address: (text, href) => <Address text={text} href={href} />,
  codeBlock: (text, language) => <CodeBlock text={text} language={language} />,
}

const drawn = (blocks: readonly Block[], leaves: Leaves) =>
  blocks.map((block) => blockOf(block, leaves))

function blockOf(block: Block, leaves: Leaves): JSX.Element {
  switch (block.kind) {
    case 'lines':
      return <div class="lines">{inlines(block.of, leaves)}</div>
    case 'gap':
      return <div class="gap">{block.text}</div>
    case 'quote':
      return <blockquote dir="auto">{drawn(block.of, leaves)}</blockquote>
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return <List dir="auto">{block.items.map((item) => itemOf(item, leaves))}</List>
    }
    case 'code':
      return leaves.codeBlock(block.text, block.language)
    default:
      return block satisfies never
  }
}

/** The mark is text, so that it is copied along. */
const itemOf = ({ mark, of }: Item, leaves: Leaves) => (
  <li>
    <span>{mark} </span>
    <div>{drawn(of, leaves)}</div>
  </li>
)

const inlines = (of: readonly Inline[], leaves: Leaves) => of.map((one) => inlineOf(one, leaves))

function inlineOf(inline: Inline, leaves: Leaves): ComponentChildren {
  switch (inline.kind) {
    case 'text':
      return leaves.plain(inline.text)
    case 'link':
      return leaves.address(inline.text, inline.href)
    case 'code':
      // As it reads in the language that it is written in, whatever the text around it does.
      return <code dir="ltr">{leaves.code(inline.text)}</code>
    case 'strong':
      return <strong>{inlines(inline.of, leaves)}</strong>
    case 'em':
      return <em>{inlines(inline.of, leaves)}</em>
    case 'strike':
      return <s>{inlines(inline.of, leaves)}</s>
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

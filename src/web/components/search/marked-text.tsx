import { RichText } from '../log/rich-text.tsx'
import { type Excerpt, marking } from './excerpt.ts'

/**
 * Words with their formatting, and marks on what matched. Nothing in it can be pressed: all of a hit leads to
 * its message.
 */
export function MarkedText({ excerpt }: { excerpt: Excerpt }) {
  const piecesOf = marking(excerpt)
  const marked = (text: string) =>
    piecesOf(text).map((piece) => (piece.isMarked ? <mark>{piece.text}</mark> : piece.text))
  return (
    <>
      {excerpt.isCutBefore && '…'}
      <RichText
        text={excerpt.text}
        leaves={{
          plain: marked,
          code: marked,
          address: (text) => (
            <span class="address" dir="ltr">
              {marked(text)}
            </span>
          ),
          codeBlock: (text) => (
            <pre dir="ltr">
              <code>{marked(text)}</code>
            </pre>
          ),
        }}
      />
      {excerpt.isCutBehind && '…'}
    </>
  )
}

import { useApp } from '../../app/app-context.ts'
import { partsOf } from '../../text/links.ts'
import { Link } from '../controls/link.tsx'

/** Text with its links. Everything else stays text, whatever it looks like. */
export function RichText({ text }: { text: string }) {
  return (
    <>
      {partsOf(text).map((part) =>
        part.kind === 'text' ? part.text : <Address href={part.href} text={part.text} />,
      )}
    </>
  )
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

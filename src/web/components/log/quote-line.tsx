import { wordsOf } from '../../../protocol/formatting/words.ts'
import type { Message } from '../../../protocol/messages.ts'
import { useApp } from '../../app/app-context.ts'
import { isBlocked } from '../../app/blocked.ts'
import { nameOf } from '../../app/name-of.ts'
import { messageTexts } from '../../locale/message/texts.ts'
import { t } from '../../locale/messages.ts'

/** Takes the log to a message; `from` is the one that the reader comes from. */
export type GoTo = (seq: number, from: number | null) => void

/** One line of what a message answers; it leads there. */
export function QuoteLine({ message, goTo }: { message: Message; goTo: GoTo | undefined }) {
  const app = useApp()
  const { replyTo, seq } = message
  // An archive that an older page kept knows of none.
  if (!replyTo) return null
  const words = messageTexts().replies
  const isGone = replyTo.deletedAt !== null
  return (
    <button type="button" class="quote" onClick={() => goTo?.(replyTo.seq, seq)}>
      <span class="visually-hidden">{words.inReplyTo} </span>
      <bdi class="author">{nameOf(replyTo.author)}</bdi>{' '}
      <span class="excerpt" dir="auto" data-gone={isGone}>
        {isGone
          ? words.gone
          : isBlocked(replyTo, app)
            ? t().room.ofBlocked
            : wordsOf(replyTo.excerpt)}
      </span>
    </button>
  )
}

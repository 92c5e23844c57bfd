import { useSignal } from '@preact/signals'
import type { Message } from '../../protocol/messages.ts'
import { isEmojiOnly } from '../emoji-only.ts'
import { exactTime, timeOf } from '../times.ts'
import { t } from '../words.ts'
import { Avatar } from './avatar.tsx'
import { RichText } from './rich-text.tsx'

/** @param leads false if it follows on from another of the same author and needs no name above */
export function MessageArticle({ message, leads }: { message: Message; leads: boolean }) {
  const { seq, author, body, postedAt } = message
  return (
    <article class="message" data-seq={seq} data-leads={leads} tabIndex={-1}>
      {leads && <Avatar name={author.username} />}
      <header class={leads ? undefined : 'visually-hidden'}>
        <bdi class="author">{author.username}</bdi>
      </header>
      <time dateTime={postedAt} title={exactTime(postedAt)}>
        {timeOf(postedAt)}
      </time>
      <Body text={body} />
    </article>
  )
}

/** Beyond this, a message is shown folded. */
const longBody = { lines: 24, signs: 2000 }

function Body({ text }: { text: string }) {
  const unfolded = useSignal(false)
  const long = text.length > longBody.signs || text.split('\n', 25).length > longBody.lines
  return (
    <>
      <div
        class="body"
        dir="auto"
        data-emoji={isEmojiOnly(text)}
        data-folded={long && !unfolded.value}
      >
        <RichText text={text} />
      </div>
      {long && (
        <button
          type="button"
          class="link unfold"
          aria-expanded={unfolded.value}
          onClick={() => (unfolded.value = !unfolded.value)}
        >
          {unfolded.value ? t().room.showLess : t().room.showAll}
        </button>
      )}
    </>
  )
}

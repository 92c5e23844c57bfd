import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Message } from '../../../protocol/messages.ts'
import { t } from '../../locale/messages.ts'
import { isEmojiOnly } from '../../text/emoji-only.ts'
import { exactTime, timeOf } from '../../text/times.ts'
import { Avatar } from '../controls/avatar.tsx'
import { RichText } from './rich-text.tsx'

/** Holds an article where it is while it changes its height; what it returns is called afterwards. */
export type Hold = (article: Element) => () => void

type Props = {
  message: Message
  /** False if it follows on from another of the same author and needs no name above. */
  leads: boolean
  hold?: Hold
}

export function MessageArticle({ message, leads, hold }: Props) {
  const { seq, author, body, postedAt, editedAt, deletedAt } = message
  return (
    <article class="message" data-seq={seq} data-leads={leads} tabIndex={-1}>
      {leads && <Avatar user={author} />}
      <header class={leads ? undefined : 'visually-hidden'}>
        <bdi class="author">{author.username}</bdi>
      </header>
      <time dateTime={postedAt} title={exactTime(postedAt)}>
        {timeOf(postedAt)}
      </time>
      {deletedAt === null ? (
        <Body text={body} hold={hold} />
      ) : (
        <p class="removed">{t().room.removed}</p>
      )}
      {editedAt !== null && (
        <span class="edited" title={exactTime(editedAt)}>
          {t().room.edited}
        </span>
      )}
    </article>
  )
}

/** Beyond this, a message is shown folded. */
const longBody = { lines: 24, signs: 2000 }

function Body({ text, hold }: { text: string; hold: Hold | undefined }) {
  const unfolded = useSignal(false)
  const settle = useRef<(() => void) | undefined>(undefined)
  useLayoutEffect(() => {
    settle.current?.()
    settle.current = undefined
  }, [unfolded.value])
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
          onClick={({ currentTarget }) => {
            const article = currentTarget.closest('article')
            settle.current = article ? hold?.(article) : undefined
            unfolded.value = !unfolded.value
          }}
        >
          {unfolded.value ? t().room.showLess : t().room.showAll}
        </button>
      )}
    </>
  )
}

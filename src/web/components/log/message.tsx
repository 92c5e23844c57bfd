import { type Signal, useComputed, useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Message } from '../../../protocol/messages.ts'
import type { Amendment } from '../../app/amendments.ts'
import { useApp } from '../../app/app-context.ts'
import { isBlocked } from '../../app/blocked.ts'
import { mentions } from '../../app/mentions.ts'
import { nameOf } from '../../app/name-of.ts'
import { selfId } from '../../app/self.ts'
import { t } from '../../locale/messages.ts'
import { isEmojiOnly } from '../../text/emoji-only.ts'
import { isolated } from '../../text/isolated.ts'
import { exactTime, timeOf } from '../../text/times.ts'
import { Avatar } from '../controls/avatar.tsx'
import { MessageFiles } from '../files/message-files.tsx'
import { AmendmentNote, EditField, MessageToolbar } from './later-parts.ts'
import { mentionsIn } from './mentions.tsx'
import { mayModerate } from './message-standing.ts'
import type { Opened } from './opened.ts'
import { type GoTo, QuoteLine } from './quote-line.tsx'
import { Reactions, RefusedReaction } from './reactions.tsx'
import { RichText } from './rich-text.tsx'

/** Holds an article where it is while it changes its height; what it returns is called afterwards. */
export type Hold = (article: Element) => () => void

type Props = {
  message: Message
  /** False if it follows on from another of the same author and needs no name above. */
  leads: boolean
  hold?: Hold
  /** The `seq` of the message that has the toolbar. */
  pointed?: Signal<number | null>
  open?: (what: Opened) => void
  goTo?: GoTo
}

export function MessageArticle({ message, leads, hold, pointed, open, goTo }: Props) {
  const app = useApp()
  const { amendments, editing } = app
  const unfolded = useSignal(false)
  const { id, seq, author, postedAt } = message
  const amendment = useComputed(() => amendments.items.value.get(id)).value
  const isEdited = useComputed(() => editing.current.value?.message.id === id).value
  const isPointed = useComputed(() => pointed?.value === seq).value
  const isGone = message.deletedAt !== null || amendment?.state.kind === 'done'
  const isFolded = useComputed(() => isBlocked(message, app)).value && !unfolded.value
  const named = leads && !isGone
  return (
    <article
      class="message"
      data-seq={seq}
      data-leads={named}
      data-mentioned={!isGone && !isFolded && mentions(message, selfId(app))}
      data-changing={amendment && amendment.state.kind !== 'refused'}
      tabIndex={-1}
    >
      {named && <Avatar user={author} />}
      {!isGone && (
        <header class={named ? undefined : 'visually-hidden'}>
          <bdi class="author">{nameOf(author)}</bdi>
        </header>
      )}
      <time dateTime={postedAt} title={exactTime(postedAt)}>
        {timeOf(postedAt)}
      </time>
      {isGone && <p class="removed">{t().room.removedOf(isolated(nameOf(author)))}</p>}
      {!isGone && !isFolded && <QuoteLine message={message} goTo={goTo} />}
      {isEdited && <EditField message={message} />}
      {!isGone && !isEdited && isFolded && (
        <p class="removed">
          {t().room.ofBlocked}{' '}
          <button type="button" class="link" onClick={() => (unfolded.value = true)}>
            {t().room.showBlocked}
          </button>
        </p>
      )}
      {!isGone && !isEdited && !isFolded && (message.body !== '' || message.files.length === 0) && (
        <Body message={message} text={textOf(message, amendment)} hold={hold} />
      )}
      {!isGone && !isFolded && <MessageFiles files={message.files} />}
      {!isGone && !isEdited && <EditedMark message={message} open={open} />}
      {!isGone && <Reactions message={message} open={open} />}
      <RefusedReaction message={message} />
      {amendment && isShown(amendment) && !isEdited && (
        <AmendmentNote message={message} amendment={amendment} />
      )}
      {isPointed && !isEdited && !isGone && open && (
        <MessageToolbar message={message} open={open} />
      )}
    </article>
  )
}

/** What its author wants it to say is shown at once, unless the server will not have it. */
function textOf({ body }: Message, amendment: Amendment | undefined): string {
  const { wish, state } = amendment ?? {}
  return wish?.kind === 'edit' && state?.kind !== 'refused' ? wish.body : body
}

/** What is done in a moment needs no line of its own. */
const isShown = ({ state }: Amendment) =>
  state.kind === 'waiting' || state.kind === 'refused' || (state.kind === 'sending' && state.held)

/** That a message was edited; for those who may see them, it leads to the earlier texts. */
function EditedMark({ message, open }: { message: Message; open: Props['open'] | undefined }) {
  const app = useApp()
  const { editedAt } = message
  if (editedAt === null) return null
  const title = exactTime(editedAt)
  if (!open || !mayModerate(message, app)) {
    return (
      <span class="edited" title={title}>
        {t().room.edited}
      </span>
    )
  }
  return (
    <button
      type="button"
      class="link edited"
      title={title}
      aria-haspopup="dialog"
      onClick={() => open({ kind: 'versions', message })}
    >
      {t().room.edited}
    </button>
  )
}

/** Beyond this, a message is shown folded. */
const longBody = { lines: 24, signs: 2000 }

type BodyProps = { message: Message; text: string; hold: Hold | undefined }

function Body({ message, text, hold }: BodyProps) {
  const unfolded = useSignal(false)
  const settle = useRef<(() => void) | undefined>(undefined)
  useLayoutEffect(() => {
    settle.current?.()
    settle.current = undefined
  }, [unfolded.value])
  const plain = text === message.body ? mentionsIn(message) : undefined
  const long = text.length > longBody.signs || text.split('\n', 25).length > longBody.lines
  return (
    <>
      <div
        class="body"
        dir="auto"
        data-emoji={isEmojiOnly(text)}
        data-folded={long && !unfolded.value}
      >
        <RichText text={text} leaves={plain && { plain }} />
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

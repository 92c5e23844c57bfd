import emojiIcon from 'icon:face-slightly-smiling'
import sendIcon from 'icon:send-horizontal'
import { useSignal, useSignalEffect } from '@preact/signals'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { limits } from '../../../protocol/limits.ts'
import type { Room } from '../../../protocol/rooms.ts'
import { useApp } from '../../app/app-context.ts'
import { nameOf } from '../../app/name-of.ts'
import { selfId } from '../../app/self.ts'
import { messageTexts } from '../../locale/message/texts.ts'
import { t } from '../../locale/messages.ts'
import { locale } from '../../locale/regional.ts'
import { directionFor, lengthOf, withoutEmptyEdges } from '../../text/typed.ts'
import { growToText } from '../controls/grow-to-text.ts'
import { Icon } from '../controls/icon.tsx'
import { lazy, MissingPart } from '../controls/lazy.tsx'
import { Recorder, type Voice, VoiceButton } from '../files/voice-button.tsx'
import { ReplyLine } from '../log/later-parts.ts'
import { AttachButton } from './attach-button.tsx'
import { formatsByKey } from './format-keys.ts'
import { EmojiList, OfferList } from './offer-list.tsx'
import { TypingLine } from './typing-line.tsx'
import { useEmojiCompletion } from './use-emoji-completion.ts'
import { usePeopleCompletion } from './use-people-completion.ts'
import { usePickedEmoji } from './use-picked-emoji.ts'
import { useTyping } from './use-typing.ts'

const EmojiDialog = lazy(async () => (await import('../emoji/emoji-dialog.tsx')).EmojiDialog)

const Tray = lazy(async () => (await import('../files/tray.tsx')).Tray)

const { max } = limits.messageBody
/** The count is shown when this few characters are left. */
const nearLimit = 200

/**
 * Where one writes, and where what was begun is never lost. Enter sends and Shift+Enter makes a
 * line; on the keyboard of a screen, which has no such thing, Enter makes the line.
 */
export function Composer({ room }: { room: Room }) {
  const app = useApp()
  const { outbox, files, drafts, editing, reading, keyboard, replying, screen } = app
  const answered = replying.to(room.id)
  const userId = selfId(app)
  const text = useSignal(drafts.read(userId, room.id))
  const voice = useSignal<Voice>('off')
  const area = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const words = t().composer
  const left = max - lengthOf(withoutEmptyEdges(text.value))
  const over = left < 0 ? words.over(-left) : null
  const onScreen = keyboard.onScreen.value

  const write = (next: string) => {
    text.value = next
    drafts.write(userId, room.id, next)
  }
  const emoji = useEmojiCompletion(area)
  const picker = usePickedEmoji(area)
  const people = usePeopleCompletion(area)
  const typing = useTyping(room.id)
  /** What is on offer: people and emoji never are at the same time. */
  const offer =
    people.offered.value.length > 0
      ? { id: `${id}-people`, active: people.active.value }
      : emoji.offered.value.length > 0
        ? { id: `${id}-emoji`, active: emoji.active.value }
        : null

  useSignalEffect(() => {
    drafts.elsewhere.value
    text.value = drafts.read(userId, room.id)
  })
  useLayoutEffect(() => {
    // It comes back when a room is written in again: whoever reads by keyboard stays where they are.
    const isReading = document.activeElement?.closest('.log')
    if (matchMedia('(pointer: fine)').matches && !isReading)
      area.current?.focus({ preventScroll: true })
  }, [])
  useLayoutEffect(() => growToText(area.current), [text.value])
  useLayoutEffect(() => {
    if (replying.asked.value > 0) area.current?.focus({ preventScroll: true })
  }, [replying.asked.value])

  const send = () => {
    const body = withoutEmptyEdges(text.value)
    area.current?.focus({ preventScroll: true })
    if (lengthOf(body) > max) return
    const attached = files.loaded.peek()?.take(room.id) ?? []
    if (!body && attached.length === 0) return
    outbox.add(room, body, {
      ...(answered && { replyTo: answered }),
      ...(attached.length > 0 && { files: attached }),
    })
    replying.cancel(room.id)
    typing.posted()
    write('')
    close()
    reading.jumps.value += 1
  }

  /** What is too long for a message goes with one. */
  const attachText = async () => {
    // Should the code for it not come, the text stays where it is.
    if (!(await files.load())) return
    const file = new File([text.value], messageTexts().asFile.name, { type: 'text/plain' })
    write('')
    close()
    area.current?.focus({ preventScroll: true })
    void files.add(room.id, [file])
  }

  const follow = () => {
    void emoji.follow()
    people.follow()
  }
  const close = () => {
    emoji.close()
    people.close()
  }

  /** What undo has brought back is not to be completed anew, nor replaced by what is typed next. */
  const wentBack = (field: HTMLTextAreaElement) => {
    close()
    field.setSelectionRange(field.selectionEnd, field.selectionEnd)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter is its own key (229 is what Safari says of it).
    if (event.isComposing || event.keyCode === 229) return
    if (emoji.takesKey(event) || people.takesKey(event)) return
    if (formatsByKey(event, area.current)) return
    const asks = event.ctrlKey || event.metaKey || !onScreen
    if (event.key === 'Enter' && asks && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      send()
    }
    if (event.key === 'Escape' && answered) replying.cancel(room.id)
    else if (event.key === 'Escape') reading.jumps.value += 1
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
    if (event.key === 'ArrowUp' && plain && text.value === '' && editing.beginNewest()) {
      event.preventDefault()
    }
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <EmojiList id={`${id}-emoji`} {...emoji} />
      <OfferList
        {...{ id: `${id}-people`, label: t().room.people, ...people }}
        show={(name) => <bdi>{name}</bdi>}
      />
      {answered && <ReplyLine name={nameOf(answered)} cancel={() => replying.cancel(room.id)} />}
      {files.missed.value && <MissingPart />}
      {files.loaded.value && <Tray roomId={room.id} />}
      {voice.value !== 'off' && <Recorder roomId={room.id} voice={voice} />}
      <div class="composer-box">
        <AttachButton roomId={room.id} />
        <textarea
          ref={area}
          rows={1}
          // Empty, it shows a sentence of the page's own.
          dir={text.value ? directionFor(text.value) : undefined}
          aria-label={words.message}
          aria-describedby={`${id}-count`}
          aria-invalid={over ? 'true' : undefined}
          aria-autocomplete="list"
          aria-controls={offer?.id}
          aria-activedescendant={
            offer && offer.active >= 0 ? `${offer.id}-${offer.active}` : undefined
          }
          placeholder={screen.isWide.value ? words.placeholder(room.name) : words.message}
          enterkeyhint={onScreen ? 'enter' : 'send'}
          value={text.value}
          onInput={(event) => {
            write(event.currentTarget.value)
            typing.typed(event.currentTarget.value)
            if (event.inputType?.startsWith('history')) wentBack(event.currentTarget)
            else follow()
          }}
          onBlur={close}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          class="plain"
          aria-label={words.emoji}
          title={words.emoji}
          aria-haspopup="dialog"
          onPointerEnter={EmojiDialog.preload}
          onFocus={EmojiDialog.preload}
          onClick={picker.open}
        >
          <Icon of={emojiIcon} />
        </button>
        {/* Whoever types has no use for it, and for the place that it takes. */}
        {(text.value === '' || voice.value !== 'off') && <VoiceButton voice={voice} />}
        <button
          type="submit"
          class="primary"
          aria-label={words.send}
          aria-disabled={over ? 'true' : undefined}
          aria-describedby={over ? `${id}-count` : undefined}
          title={over ?? (onScreen ? undefined : words.hint)}
        >
          {over ? (
            <span class="too-many" data-count={`−${short(-left)}`} />
          ) : (
            <Icon of={sendIcon} />
          )}
        </button>
      </div>
      {picker.isOpen.value && (
        <EmojiDialog title={words.emoji} choose={picker.choose} close={picker.close} />
      )}
      <TypingLine />
      <p class="count" id={`${id}-count`} role="status" data-over={over !== null}>
        {over ?? (left <= nearLimit ? words.left(left) : '')}
      </p>
      {over && (
        <button type="button" class="link" onClick={() => void attachText()}>
          {messageTexts().asFile.attach}
        </button>
      )}
    </form>
  )
}

const short = (count: number) =>
  new Intl.NumberFormat(locale.value, { notation: 'compact' }).format(count)

import { useSignal } from '@preact/signals'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { limits } from '../../../protocol/limits.ts'
import type { Message } from '../../../protocol/messages.ts'
import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'
import { talkTexts } from '../../locale/talk/texts.ts'
import { directionFor, lengthOf, withoutEmptyEdges } from '../../text/typed.ts'
import { formatsByKey } from '../composer/format-keys.ts'
import { EmojiList } from '../composer/offer-list.tsx'
import { useEmojiCompletion } from '../composer/use-emoji-completion.ts'
import { growToText } from '../controls/grow-to-text.ts'
import { RichText } from './rich-text.tsx'

const { max } = limits.messageBody
/** The count is shown when this few characters are left. */
const nearLimit = 200

/** Where a message is given another text, in its place. Keys mean what they mean in the composer. */
export function EditField({ message }: { message: Message }) {
  const { editing, keyboard } = useApp()
  const area = useRef<HTMLTextAreaElement>(null)
  const emptied = useSignal(false)
  const id = useId()
  const edit = editing.current.value
  const text = edit?.text ?? ''
  const left = max - lengthOf(withoutEmptyEdges(text))
  const words = talkTexts().changes
  const isGone = message.deletedAt !== null
  const isNewer = !isGone && edit?.message.version !== message.version
  const wrong = isGone
    ? words.isGone
    : left < 0
      ? t().composer.over(-left)
      : emptied.value
        ? words.emptied
        : null
  const emoji = useEmojiCompletion(area)
  const offering = emoji.offered.value.length > 0
  const pointed = offering && emoji.active.value >= 0

  useLayoutEffect(() => {
    const field = area.current
    field?.focus({ preventScroll: true })
    field?.setSelectionRange(field.value.length, field.value.length)
    field?.closest('form')?.scrollIntoView({ block: 'nearest' })
  }, [editing.asked.value])
  useLayoutEffect(() => {
    growToText(area.current)
    // The buttons below go on being seen as the text grows.
    area.current?.closest('form')?.scrollIntoView({ block: 'nearest' })
  }, [text])

  /** The keyboard goes back to where it was. */
  const goBack = () => {
    const composer = edit?.from === 'composer' && document.querySelector('.composer textarea')
    const heir = composer || area.current?.closest('article')
    if (heir instanceof HTMLElement) heir.focus({ preventScroll: true })
  }

  const save = () => {
    const body = withoutEmptyEdges(text)
    emptied.value = body === '' && message.files.length === 0
    if (isGone || emptied.value || left < 0) return area.current?.focus({ preventScroll: true })
    goBack()
    editing.save(message, body)
  }

  const cancel = () => {
    goBack()
    editing.close()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    // The log moves from message to message by some of these.
    event.stopPropagation()
    if (event.isComposing || event.keyCode === 229) return
    if (emoji.takesKey(event) || formatsByKey(event, area.current)) return
    const asks = event.ctrlKey || event.metaKey || !keyboard.onScreen.value
    if (event.key === 'Enter' && asks && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      save()
    }
    if (event.key === 'Escape') cancel()
  }

  return (
    <form
      class="edit-field"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      {isNewer && (
        <div class="meanwhile">
          <p class="quiet">{words.meanwhile}</p>
          <div class="quoted" dir="auto">
            <RichText text={message.body} />
          </div>
        </div>
      )}
      <EmojiList id={`${id}-emoji`} {...emoji} />
      <textarea
        ref={area}
        rows={1}
        dir={directionFor(text)}
        aria-label={words.field}
        aria-describedby={`${id}-count`}
        aria-invalid={wrong ? 'true' : undefined}
        aria-autocomplete="list"
        aria-controls={offering ? `${id}-emoji` : undefined}
        aria-activedescendant={pointed ? `${id}-emoji-${emoji.active.value}` : undefined}
        enterkeyhint={keyboard.onScreen.value ? 'enter' : 'done'}
        value={text}
        onInput={(event) => {
          emptied.value = false
          editing.write(event.currentTarget.value)
          void emoji.follow()
        }}
        onBlur={emoji.close}
        onKeyDown={onKeyDown}
      />
      <div class="edit-foot">
        <p class="count" id={`${id}-count`} role="status" data-over={wrong !== null}>
          {wrong ?? (left <= nearLimit ? t().composer.left(left) : '')}
        </p>
        <button type="button" class="plain" onClick={cancel}>
          {t().cancel}
        </button>
        <button
          type="submit"
          class="primary"
          aria-disabled={isGone || left < 0 ? 'true' : undefined}
        >
          {words.save}
        </button>
      </div>
    </form>
  )
}

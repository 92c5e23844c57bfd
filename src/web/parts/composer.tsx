import sendIcon from 'icon:send-horizontal'
import { useSignal, useSignalEffect } from '@preact/signals'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { limits } from '../../protocol/limits.ts'
import type { Room } from '../../protocol/rooms.ts'
import { useApp } from '../app-context.ts'
import { t } from '../words.ts'
import { EmojiList } from './emoji-list.tsx'
import { Icon } from './icon.tsx'
import { useEmojiCompletion } from './use-emoji-completion.ts'

const { max } = limits.messageBody
/** The count is shown when this few characters are left. */
const nearLimit = 200

/** Where one writes. Enter sends, Shift+Enter makes a line, and what was begun is never lost. */
export function Composer({ room }: { room: Room }) {
  const { store, outbox, drafts, reading } = useApp()
  const { value: session } = store.session
  const userId = session.kind === 'in' ? session.user.id : ''
  const text = useSignal(drafts.read(userId, room.id))
  const area = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const words = t().composer
  const left = max - Array.from(text.value).length

  const write = (next: string) => {
    text.value = next
    drafts.write(userId, room.id, next)
  }
  const emoji = useEmojiCompletion(area, write)
  const offering = emoji.offered.value.length > 0

  useSignalEffect(() => {
    drafts.elsewhere.value
    text.value = drafts.read(userId, room.id)
  })
  useLayoutEffect(() => {
    if (matchMedia('(pointer: fine)').matches) area.current?.focus({ preventScroll: true })
  }, [])
  useLayoutEffect(() => growToText(area.current), [text.value])

  const send = () => {
    const body = withoutEmptyEdges(text.value)
    area.current?.focus({ preventScroll: true })
    if (!body || Array.from(body).length > max) return
    outbox.add(room, body)
    write('')
    reading.jumps.value += 1
  }

  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter is its own key (229 is what Safari says of it).
    if (event.isComposing || event.keyCode === 229) return
    if (emoji.takesKey(event)) return
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      send()
    }
    if (event.key === 'Escape') reading.jumps.value += 1
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
      <div class="composer-box">
        <textarea
          ref={area}
          rows={1}
          // Empty, it shows a sentence of the page's own.
          dir={text.value ? 'auto' : undefined}
          aria-label={words.message}
          aria-describedby={`${id}-count`}
          aria-invalid={left < 0 ? 'true' : undefined}
          aria-autocomplete="list"
          aria-controls={offering ? `${id}-emoji` : undefined}
          aria-activedescendant={offering ? `${id}-emoji-${emoji.active.value}` : undefined}
          placeholder={words.placeholder(room.name)}
          enterkeyhint="send"
          value={text.value}
          onInput={(event) => {
            write(event.currentTarget.value)
            void emoji.follow()
          }}
          onBlur={emoji.close}
          onKeyDown={onKeyDown}
        />
        <button type="submit" class="primary" aria-label={words.send} title={words.hint}>
          <Icon of={sendIcon} />
        </button>
      </div>
      <p class="count" id={`${id}-count`} role="status" data-over={left < 0}>
        {left < 0 ? words.over(-left) : left <= nearLimit ? words.left(left) : ''}
      </p>
    </form>
  )
}

/** Empty lines before and after go; the spaces that the first line begins with are meant. */
const withoutEmptyEdges = (text: string) => text.trimEnd().replace(/^(?:[^\S\n]*\n)+/, '')

/** For browsers whose style does not know `field-sizing`. */
function growToText(area: HTMLTextAreaElement | null) {
  if (!area || CSS.supports('field-sizing', 'content')) return
  area.style.blockSize = 'auto'
  area.style.blockSize = `${area.scrollHeight}px`
}

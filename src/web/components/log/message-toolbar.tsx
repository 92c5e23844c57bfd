import moreIcon from 'icon:ellipsis'
import { useState } from 'preact/hooks'
import type { Message } from '../../../protocol/messages.ts'
import { useApp } from '../../app/app-context.ts'
import { talkTexts } from '../../locale/talk/texts.ts'
import { Icon } from '../controls/icon.tsx'
import { useFocusHandedOn } from '../controls/use-focus-handed-on.ts'
import { actionsFor } from './message-actions.ts'
import { takesWords } from './message-standing.ts'
import type { Opened } from './opened.ts'
import { hasReacted, toggle } from './react.ts'

type Props = { message: Message; open: (what: Opened) => void }

/** So many of the emoji that one used last are at hand. */
const mostRecent = 3

/** What one can do with a message, at its upper end; drawn for the one that is pointed at only. */
export function MessageToolbar({ message, open }: Props) {
  const app = useApp()
  const bar = useFocusHandedOn<HTMLDivElement>(`article[data-seq="${message.seq}"]`)
  // As they were when it came up: one that is used becomes the first.
  const [recent] = useState(() => app.recentEmoji.all().slice(0, mostRecent))
  const actions = actionsFor(message, app)
  if (actions.length === 0) return null
  const buttons = actions.filter(({ place }) => place === 'toolbar')
  const emoji = takesWords(app) ? recent : []

  return (
    <div class="message-edge">
      <div
        class="message-actions"
        role="toolbar"
        aria-label={talkTexts().actions.toolbar}
        ref={bar}
        onKeyDown={(event) => moveAlong(event, bar.current)}
      >
        {emoji.map((sign, at) => {
          const name = talkTexts().actions.addOne(sign)
          return (
            <button
              type="button"
              class="plain"
              key={sign}
              tabIndex={at === 0 ? 0 : -1}
              aria-label={name}
              aria-pressed={hasReacted(message, sign, app)}
              title={name}
              onClick={() => void toggle(message, sign, app)}
            >
              {sign}
            </button>
          )
        })}
        {buttons.map(({ name, icon, key, run }, at) => (
          <button
            type="button"
            class="plain"
            key={name()}
            tabIndex={at + emoji.length === 0 ? 0 : -1}
            aria-label={name()}
            aria-keyshortcuts={key === '+' ? 'Plus' : key}
            title={key ? `${name()} (${key})` : name()}
            onClick={() => void run(message, app, open)}
          >
            <Icon of={icon} />
          </button>
        ))}
        <button
          type="button"
          class="plain"
          tabIndex={buttons.length === 0 ? 0 : -1}
          aria-label={talkTexts().actions.more}
          aria-haspopup="menu"
          title={talkTexts().actions.more}
          onClick={({ currentTarget }) => open({ kind: 'menu', message, below: currentTarget })}
        >
          <Icon of={moreIcon} />
        </button>
      </div>
    </div>
  )
}

/** One stop of the Tab key, and the arrow keys within (ARIA Authoring Practices, toolbar). */
function moveAlong(event: KeyboardEvent, bar: HTMLElement | null) {
  if (!bar) return
  const buttons = Array.from(bar.querySelectorAll('button'))
  const at = buttons.findIndex((button) => button.matches(':focus'))
  const onwards = document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  if (event.key === 'Escape') {
    event.stopPropagation()
    bar.closest('article')?.focus({ preventScroll: true })
  }
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
  event.preventDefault()
  const next = buttons.at((at + (event.key === onwards ? 1 : -1)) % buttons.length)
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1
  next?.focus()
}

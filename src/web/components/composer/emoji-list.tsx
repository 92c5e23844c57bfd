import type { Signal } from '@preact/signals'
import { t } from '../../locale/messages.ts'
import type { Emoji } from '../../text/emoji.ts'

type Props = {
  id: string
  offered: Signal<Emoji[]>
  active: Signal<number>
  choose: (emoji: Emoji) => void
}

/** The emoji on offer; the keyboard stays in the text, which says which one is active. */
export function EmojiList({ id, offered, active, choose }: Props) {
  if (offered.value.length === 0) return null
  return (
    <div class="emoji-list" id={id} role="listbox" aria-label={t().composer.emoji}>
      {offered.value.map((emoji, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text field takes the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the text field keeps the focus
        <div
          key={emoji.name}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active.value}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(emoji)}
        >
          <span class="sign">{emoji.sign}</span> :{emoji.name}:
        </div>
      ))}
    </div>
  )
}

import type { RefObject } from 'preact'
import { t } from '../../locale/messages.ts'
import { type NamedEmoji, toned } from '../../text/emoji-groups.ts'

type Props = {
  grid: RefObject<HTMLFieldSetElement | null>
  emoji: readonly NamedEmoji[]
  tone: string
  choose: (emoji: NamedEmoji) => void
  /** Called when the keyboard goes up out of the first row. */
  leave: () => void
}

/** Emoji to choose from. One stop for Tab; the arrows go from one to the next as they stand. */
export function EmojiGrid({ grid, emoji, tone, choose, leave }: Props) {
  return (
    <fieldset
      class="emoji-grid"
      ref={grid}
      aria-label={t().composer.emoji}
      onKeyDown={(event) => {
        const next = nextByKey(event)
        if (next === null) return
        event.preventDefault()
        if (next === 'above') leave()
        else next.focus()
      }}
    >
      {emoji.map((one, n) => {
        const sign = one.hasTones ? toned(one.sign, tone) : one.sign
        return (
          <button
            type="button"
            class="plain"
            key={one.sign}
            title={one.name}
            aria-label={one.name === '' ? sign : `${sign} ${one.name}`}
            tabIndex={n === 0 ? 0 : -1}
            onClick={() => choose(one)}
          >
            {sign}
          </button>
        )
      })}
    </fieldset>
  )
}

/** Where the key leads; null if it is no key of a grid. */
function nextByKey({ key, target, currentTarget }: KeyboardEvent): HTMLElement | 'above' | null {
  if (!(target instanceof HTMLElement) || !(currentTarget instanceof HTMLElement)) return null
  const buttons = Array.from(currentTarget.querySelectorAll<HTMLElement>('button'))
  const at = buttons.indexOf(target)
  const forwards = getComputedStyle(currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  const columns = buttons.findIndex(({ offsetTop }) => offsetTop > (buttons[0]?.offsetTop ?? 0))
  const row = columns === -1 ? buttons.length : columns
  switch (key) {
    case 'ArrowRight':
    case 'ArrowLeft':
      return buttons[key === forwards ? at + 1 : Math.max(0, at - 1)] ?? target
    case 'ArrowDown':
      return buttons[at + row] ?? buttons.at(-1) ?? target
    case 'ArrowUp':
      return at < row ? 'above' : (buttons[at - row] ?? target)
    case 'Home':
      return buttons[0] ?? target
    case 'End':
      return buttons.at(-1) ?? target
    default:
      return null
  }
}

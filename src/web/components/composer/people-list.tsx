import type { Signal } from '@preact/signals'
import { t } from '../../locale/messages.ts'

type Props = {
  id: string
  offered: Signal<string[]>
  active: Signal<number>
  choose: (name: string) => void
}

/** The people on offer; the keyboard stays in the text, which says which one is active. */
export function PeopleList({ id, offered, active, choose }: Props) {
  if (offered.value.length === 0) return null
  return (
    <div class="emoji-list" id={id} role="listbox" aria-label={t().room.people}>
      {offered.value.map((name, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text field takes the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the text field keeps the focus
        <div
          key={name}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active.value}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(name)}
        >
          <bdi>{name}</bdi>
        </div>
      ))}
    </div>
  )
}

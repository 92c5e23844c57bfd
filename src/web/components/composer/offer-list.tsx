import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { t } from '../../locale/messages.ts'
import type { Emoji } from '../../text/fitting-emoji.ts'

type Props<Offer> = {
  id: string
  label: string
  offered: Signal<Offer[]>
  active: Signal<number>
  choose: (offer: Offer) => void
  show: (offer: Offer) => ComponentChildren
}

/** What is on offer; the keyboard stays in the text, which says which one is active. */
export function OfferList<Offer>({ id, label, offered, active, choose, show }: Props<Offer>) {
  if (offered.value.length === 0) return null
  return (
    <div class="emoji-list" id={id} role="listbox" aria-label={label}>
      {offered.value.map((offer, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text field takes the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the text field keeps the focus
        <div
          key={index}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active.value}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(offer)}
        >
          {show(offer)}
        </div>
      ))}
    </div>
  )
}

export function EmojiList(offer: Omit<Props<Emoji>, 'label' | 'show'>) {
  return (
    <OfferList
      {...offer}
      label={t().composer.emoji}
      show={({ sign, name }) => (
        <>
          <span class="sign">{sign}</span> :{name}:
        </>
      )}
    />
  )
}

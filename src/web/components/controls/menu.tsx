import type { ComponentChildren } from 'preact'
import { usePlacedMenu } from './placed-menu.ts'

type Props = { label: string; below: Element; close: () => void; children: ComponentChildren }

/** What can be chosen, below the button that asked for it. */
export function Menu({ label, below, close, children }: Props) {
  const { dialog } = usePlacedMenu(below, close)
  return (
    <dialog {...dialog} aria-label={label}>
      <div class="menu-items">{children}</div>
    </dialog>
  )
}

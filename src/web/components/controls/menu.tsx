import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { moveIn, placeAt } from './placed-menu.ts'

type Props = { label: string; below: Element; close: () => void; children: ComponentChildren }

/** What can be chosen, below the button that asked for it. */
export function Menu({ label, below, close, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)

  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    const place = () => element && placeAt(element, below)
    place()
    addEventListener('resize', place)
    element?.querySelector<HTMLElement>('button, a')?.focus()
    return () => {
      removeEventListener('resize', place)
      element?.close()
      if (below instanceof HTMLElement) below.focus({ preventScroll: true })
    }
  }, [])

  return (
    <dialog
      ref={dialog}
      class="menu"
      data-sheet={false}
      aria-label={label}
      onKeyDown={(event) => event.key !== 'Escape' && moveIn(event, close)}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) close()
      }}
    >
      <div class="menu-items">{children}</div>
    </dialog>
  )
}

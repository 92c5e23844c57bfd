import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

type Props = { title: string; kind?: string; close: () => void; children: ComponentChildren }

/** A modal dialog: the browser holds the keyboard inside it and gives it back afterwards. */
export function Dialog({ title, kind, close, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const gone = useRef(false)

  useLayoutEffect(() => {
    const element = dialog.current
    const opener = document.activeElement
    element?.showModal()
    // The first button has the keyboard then; of a long sheet it may be the last line.
    if (element) element.scrollTop = 0
    return () => {
      gone.current = true
      element?.close()
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      class={kind}
      aria-labelledby={id}
      onCancel={(event) => {
        // The browser would give the keyboard back at once, and tell us only later.
        event.preventDefault()
        close()
      }}
      // Word of it comes late, when another dialog may already have been opened.
      onClose={() => gone.current || close()}
      onClick={(event) => {
        if (event.target === event.currentTarget) close()
      }}
    >
      <div class="dialog-body">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </dialog>
  )
}

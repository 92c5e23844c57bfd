import { useSignal } from '@preact/signals'
import type { ComponentChildren, FunctionComponent } from 'preact'

type Props<Of extends object> = {
  dialog: FunctionComponent<Of & { close(): void }> & { preload(): void }
  /** What the dialog is about. */
  of: Of
  class?: string
  /** Where there is no place for the button; what it has opened stays. */
  hidden?: boolean
  children: ComponentChildren
}

/** A button that opens a dialog, whose code is fetched when somebody is about to press it. */
export function DialogButton<Of extends object>(props: Props<Of>) {
  const { dialog: Dialog, of, ...button } = props
  const isOpen = useSignal(false)
  return (
    <>
      <button
        type="button"
        class="plain"
        aria-haspopup="dialog"
        onPointerEnter={Dialog.preload}
        onFocus={Dialog.preload}
        onClick={() => (isOpen.value = true)}
        {...button}
      />
      {isOpen.value && <Dialog {...of} close={() => (isOpen.value = false)} />}
    </>
  )
}

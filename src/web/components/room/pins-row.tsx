import pinIcon from 'icon:pin'
import { useSignal } from '@preact/signals'
import { useApp } from '../../app/app-context.ts'
import { messageTexts } from '../../locale/message/texts.ts'
import { Icon } from '../controls/icon.tsx'
import { lazy } from '../controls/lazy.tsx'

const PinsDialog = lazy(async () => (await import('./pins-dialog.tsx')).PinsDialog)

/** At the head of the log: how much is pinned, with the list of it. */
export function PinsRow({ roomId }: { roomId: string }) {
  const { store } = useApp()
  const open = useSignal(false)
  const { length } = store.pins.value
  return (
    <>
      {length > 0 && (
        <button
          type="button"
          class="plain pins-row"
          aria-haspopup="dialog"
          onPointerEnter={PinsDialog.preload}
          onClick={() => (open.value = true)}
        >
          <Icon of={pinIcon} />
          {messageTexts().replies.pinned(length)}
        </button>
      )}
      {open.value && <PinsDialog roomId={roomId} close={() => (open.value = false)} />}
    </>
  )
}

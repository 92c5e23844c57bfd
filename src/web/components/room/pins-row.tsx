import pinIcon from 'icon:pin'
import { useApp } from '../../app/app-context.ts'
import { messageTexts } from '../../locale/message/texts.ts'
import { DialogButton } from '../controls/dialog-button.tsx'
import { Icon } from '../controls/icon.tsx'
import { lazy } from '../controls/lazy.tsx'

const PinsDialog = lazy(async () => (await import('./pins-dialog.tsx')).PinsDialog)

/** At the head of the log: how much is pinned, with the list of it. */
export function PinsRow({ roomId }: { roomId: string }) {
  const { length } = useApp().store.pins.value
  return (
    <DialogButton dialog={PinsDialog} of={{ roomId }} class="plain pins-row" hidden={length === 0}>
      <Icon of={pinIcon} />
      {messageTexts().replies.pinned(length)}
    </DialogButton>
  )
}

import { useSignal } from '@preact/signals'
import type { Room } from '../../protocol/rooms.ts'
import { useApp } from '../app-context.ts'
import { explain, t } from '../words.ts'
import { Dialog } from './dialog.tsx'

/** Asks once, and says what would be lost. */
export function DeleteRoomDialog({ room, close }: { room: Room; close: () => void }) {
  const { deleteRoom } = useApp()
  const failure = useSignal('')
  const words = t().rooms

  const confirm = async () => {
    const answer = await deleteRoom(room)
    if (answer.ok) close()
    else failure.value = explain(answer.refusal)
  }

  return (
    <Dialog title={words.deleteTitle(room.name)} close={close}>
      <p>{words.deleteText(room.messages)}</p>
      {failure.value && (
        <p class="error" role="alert">
          {failure.value}
        </p>
      )}
      <div class="actions">
        <button type="button" onClick={close}>
          {t().cancel}
        </button>
        <button type="button" class="danger" onClick={() => void confirm()}>
          {words.deleteConfirm}
        </button>
      </div>
    </Dialog>
  )
}

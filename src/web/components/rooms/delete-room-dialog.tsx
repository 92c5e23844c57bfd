import { useSignal } from '@preact/signals'
import type { Room } from '../../../protocol/rooms.ts'
import type { Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { memberTexts } from '../../locale/members/texts.ts'
import { explain, t } from '../../locale/messages.ts'
import { Dialog } from '../controls/dialog.tsx'

/** Asks once, and says what would be lost. */
export function DeleteRoomDialog({ room, close }: { room: Room; close: () => void }) {
  const { deleteRoom, store } = useApp()
  const failure = useSignal<Refusal | null>(null)
  const words = memberTexts()
  // Inside a room one knows of it what it was when one came in, and what was said since.
  const said = store.whereabouts.value?.id === room.id ? (store.newest.value.at(-1)?.seq ?? 0) : 0

  const confirm = async () => {
    const answer = await deleteRoom(room)
    if (answer.ok) close()
    else failure.value = answer.refusal
  }

  return (
    <Dialog title={words.deleteTitle(room.name)} close={close}>
      <p>{words.deleteText(Math.max(room.messages, said))}</p>
      {failure.value && (
        <p class="error" role="alert">
          {explain(failure.value)}
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

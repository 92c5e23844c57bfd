import { useSignal } from '@preact/signals'
import type { Room } from '../../../protocol/rooms.ts'
import type { Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { membersApi } from '../../app/members-api.ts'
import { memberTexts } from '../../locale/members/texts.ts'
import { explain, t } from '../../locale/messages.ts'
import { Dialog } from '../controls/dialog.tsx'

/** Asks once, and says whether there is a way back. */
export function LeaveForGoodDialog({ room, close }: { room: Room; close: () => void }) {
  const { api, lobby, store, leaveRoom } = useApp()
  const refusal = useSignal<Refusal | null>(null)
  const words = memberTexts()

  const confirm = async () => {
    // Else the poll of this window would find out that they are not inside any more.
    if (store.whereabouts.value?.id === room.id) await leaveRoom()
    const answer = await membersApi(api).leaveForGood(room.id)
    if (!answer.ok) {
      refusal.value = answer.refusal
      return
    }
    lobby.refresh()
    close()
  }

  return (
    <Dialog title={words.leaveTitle(room.name)} close={close}>
      <p>{room.kind === 'open' ? words.leaveOpen : words.leavePrivate}</p>
      {refusal.value && (
        <p class="error" role="alert">
          {explain(refusal.value)}
        </p>
      )}
      <div class="actions">
        <button type="button" onClick={close}>
          {t().cancel}
        </button>
        <button type="button" class="danger" onClick={() => void confirm()}>
          {words.leave}
        </button>
      </div>
    </Dialog>
  )
}

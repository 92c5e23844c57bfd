import { useSignal } from '@preact/signals'
import type { Why } from '../../../protocol/reasons.ts'
import type { Room } from '../../../protocol/rooms.ts'
import type { Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { membersApi } from '../../app/members-api.ts'
import { memberTexts } from '../../locale/members/texts.ts'
import { explain } from '../../locale/messages.ts'
import { Dialog } from '../controls/dialog.tsx'
import { Question } from '../members/question.tsx'

/** Asks once, and says what would be lost; whose room it is not, for whatever reason there is. */
export function DeleteRoomDialog({ room, close }: { room: Room; close: () => void }) {
  const { api, lobby, store } = useApp()
  const failure = useSignal<Refusal | null>(null)
  const words = memberTexts()
  // Inside a room one knows of it what it was when one came in, and what was said since.
  const said = store.whereabouts.value?.id === room.id ? (store.newest.value.at(-1)?.seq ?? 0) : 0

  const confirm = async (why: Why | undefined) => {
    const answer = await membersApi(api).delete(room.id, why)
    if (!answer.ok) {
      failure.value = answer.refusal
      return
    }
    lobby.refresh()
    close()
  }

  return (
    <Dialog title={words.deleteTitle(room.name)} close={close}>
      <p>{words.deleteText(Math.max(room.messages, said))}</p>
      {failure.value && (
        <p class="error" role="alert">
          {explain(failure.value)}
        </p>
      )}
      <Question
        action={words.deleteConfirm}
        asksWhy={room.role !== 'owner'}
        close={close}
        confirm={(why) => void confirm(why)}
      />
    </Dialog>
  )
}

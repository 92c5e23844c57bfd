import { useSignal } from '@preact/signals'
import type { Room } from '../../../protocol/rooms.ts'
import type { Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { membersApi } from '../../app/members-api.ts'
import { nameOf } from '../../app/name-of.ts'
import { roomPath } from '../../app/router.ts'
import { adminTexts } from '../../locale/admin/texts.ts'
import { explain, t } from '../../locale/messages.ts'
import { collator } from '../../text/collator.ts'
import { fold } from '../../text/fold.ts'
import { isolated } from '../../text/isolated.ts'
import { shortDate } from '../../text/times.ts'
import { Field } from '../controls/field.tsx'
import { Link } from '../controls/link.tsx'
import { DeleteRoomDialog } from '../rooms/delete-room-dialog.tsx'

/** The rooms that admins have a say over. */
export function RoomsPart() {
  const { api, store, lobby } = useApp()
  const refusal = useSignal<Refusal | null>(null)
  const wanted = useSignal('')
  const deleting = useSignal<Room | null>(null)
  const words = adminTexts()
  const rooms = (store.rooms.value ?? [])
    .filter(({ kind, name }) => kind === 'open' && fold(name).includes(fold(wanted.value)))
    .sort((a, b) => collator.value.compare(a.name, b.name))

  const archive = async (room: Room) => {
    const answer = await membersApi(api).change(room.id, { archived: room.archivedAt === null })
    refusal.value = answer.ok ? null : answer.refusal
    if (answer.ok) lobby.refresh()
  }

  return (
    <>
      <p class="quiet">{words.roomsLead}</p>
      {refusal.value && (
        <p class="error" role="alert">
          {explain(refusal.value)}
        </p>
      )}
      <search>
        <Field
          label={t().rooms.filter}
          name="wanted"
          autocomplete="off"
          value={wanted.value}
          onInput={(text) => (wanted.value = text)}
        />
      </search>
      <ul class="entries">
        {rooms.map((room) => (
          <li key={room.id}>
            <span>
              <Link to={roomPath(room.id)}>
                <bdi>{room.name}</bdi>
              </Link>
              <span class="hint">
                {words.createdBy(isolated(nameOf(room.createdBy)))} · {shortDate(room.createdAt)} ·{' '}
                {words.messages(room.messages)}
                {room.archivedAt !== null && ` · ${words.archived}`}
              </span>
            </span>
            <div class="actions">
              <button type="button" onClick={() => void archive(room)}>
                {room.archivedAt === null
                  ? words.archiveRoom(isolated(room.name))
                  : words.unarchiveRoom(isolated(room.name))}
              </button>
              <button type="button" class="danger" onClick={() => (deleting.value = room)}>
                {words.deleteRoom(isolated(room.name))}
              </button>
            </div>
          </li>
        ))}
      </ul>
      {rooms.length === 0 && <p class="empty">{words.none}</p>}
      {deleting.value && (
        <DeleteRoomDialog room={deleting.value} close={() => (deleting.value = null)} />
      )}
    </>
  )
}

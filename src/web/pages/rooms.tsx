import { useSignal } from '@preact/signals'
import { limits } from '../../protocol/limits.ts'
import type { Room } from '../../protocol/rooms.ts'
import type { Refusal } from '../app/api.ts'
import { useApp } from '../app/app-context.ts'
import { roomPath } from '../app/router.ts'
import { selfId } from '../app/self.ts'
import { Field } from '../components/controls/field.tsx'
import { type FieldErrors, Form } from '../components/controls/form.tsx'
import { lazy } from '../components/controls/lazy.tsx'
import { Page } from '../components/frame/page.tsx'
import { RoomDeletedNotice } from '../components/room/lazy-room-deleted-notice.ts'
import { inOrder, nameContains, type RoomOrder, RoomTools } from '../components/room/room-tools.tsx'
import { RoomRow } from '../components/rooms/room-row.tsx'
import { t } from '../locale/messages.ts'

const UnsendableList = lazy(
  async () => (await import('../components/rooms/unsendable-list.tsx')).UnsendableList,
)

const RegistrationCard = lazy(
  async () => (await import('../components/instance/registration-card.tsx')).RegistrationCard,
)

/** The rooms that one can join, and the form that adds one. */
export function RoomsPage() {
  const { store, router, outbox } = useApp()
  const hasUnsendable = outbox.items.value.some(({ state }) => state.kind === 'refused')
  const wanted = useSignal('')
  const order = useSignal<RoomOrder>('activity')
  const rooms = store.rooms.value ?? store.earlierRooms.value
  const all = inOrder(rooms ?? [], order.value)
  const isFound = nameContains(wanted.value)
  const openFirst = () => {
    const first = all.find(isFound)
    if (first) router.go(roomPath(first.id))
  }
  const words = t().rooms

  return (
    <Page kind="rooms" title={words.title}>
      {store.deleted.value && <RoomDeletedNotice gone={store.deleted.value} />}
      {hasUnsendable && <UnsendableList />}
      <CreateRoomForm />
      {all.length > 1 && <RoomTools {...{ wanted, order, openFirst }} />}
      {rooms?.length === 0 && (
        <div class="empty">
          <p class="empty-title">{words.none}</p>
          <p>{words.noneHint}</p>
        </div>
      )}
      {all.length > 0 && <RoomList rooms={all} isFound={isFound} />}
      {store.standing.value.undecided && <RegistrationCard />}
    </Page>
  )
}

/** All of them, and hidden what was not found: hundreds of rows are not made anew with each key. */
function RoomList(props: { rooms: readonly Room[]; isFound: (room: Room) => boolean }) {
  const { rooms, isFound } = props
  return (
    <>
      {!rooms.some(isFound) && <p class="empty">{t().rooms.noneFound}</p>}
      <ul class="room-list">
        {rooms.map((room) => (
          <RoomRow key={room.id} room={room} hidden={!isFound(room)} />
        ))}
      </ul>
    </>
  )
}

/** The room that is not there yet, among the drafts. */
const newRoom = 'new'

function CreateRoomForm() {
  const app = useApp()
  const { api, router, drafts } = app
  const userId = selfId(app)
  const typed = useSignal(drafts.read(userId, newRoom))
  const words = t().rooms

  const type = (name: string) => {
    typed.value = name
    drafts.write(userId, newRoom, name)
  }
  const create = async (name: string, kind: 'open' | 'private') => {
    const answer = await api.createRoom(name, kind)
    if (answer.ok) {
      type('')
      router.go(roomPath(answer.value.room.id))
    } else if (isAboutName(answer.refusal)) forget()
    return answer
  }
  /** A name that was refused stays in the field, and does not come back on the next visit. */
  const forget = () => drafts.write(userId, newRoom, '')
  const check = (name: string) => {
    const errors = checkName(name)
    if (errors.name) forget()
    return errors
  }

  return (
    <Form
      label={words.createLead}
      action={words.create}
      check={(value) => check(value('name'))}
      send={(value) => create(value('name').trim(), value('private') === '' ? 'open' : 'private')}
      fieldOf={(code) => (code === 'room_name_taken' ? 'name' : null)}
    >
      {(errors) => (
        <>
          <Field
            label={words.name}
            name="name"
            autocomplete="off"
            compact
            error={errors.name}
            value={typed.value}
            onInput={type}
          />
          <label class="choice">
            <input type="checkbox" name="private" />
            {words.private}
          </label>
        </>
      )}
    </Form>
  )
}

const isAboutName = ({ code, errors }: Refusal) => code === 'room_name_taken' || errors.length > 0

function checkName(name: string): FieldErrors {
  if (name.trim() === '') return { name: () => t().errors.required }
  const { max } = limits.roomName
  return Array.from(name.trim()).length > max ? { name: () => t().errors.tooLong(max) } : {}
}

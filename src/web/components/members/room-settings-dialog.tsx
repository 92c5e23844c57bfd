import { useSignal } from '@preact/signals'
import { useEffect, useId } from 'preact/hooks'
import { limits } from '../../../protocol/limits.ts'
import type { Member } from '../../../protocol/members.ts'
import type { Room, RoomPatch } from '../../../protocol/rooms.ts'
import type { Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { membersApi } from '../../app/members-api.ts'
import { memberTexts } from '../../locale/members/texts.ts'
import { explain, t } from '../../locale/messages.ts'
import { Dialog } from '../controls/dialog.tsx'
import { Field } from '../controls/field.tsx'
import { type FieldErrors, Form } from '../controls/form.tsx'
import { lazy } from '../controls/lazy.tsx'
import { DeleteRoomDialog } from '../rooms/delete-room-dialog.tsx'
import { pace } from './pace.ts'

const RoomReportsDialog = lazy(
  async () => (await import('./room-reports-dialog.tsx')).RoomReportsDialog,
)

type Props = { room: Room; close: () => void }

/** What is set of a room, for those who may set it: its owner, and of the topic those who moderate. */
export function RoomSettingsDialog({ room, close }: Props) {
  const asked = useSignal<Asked | null>(null)
  if (asked.value === 'delete') return <DeleteRoomDialog room={room} close={close} />
  if (asked.value === 'reports') return <RoomReportsDialog room={room} close={close} />
  return <Settings room={room} close={close} ask={(what) => (asked.value = what)} />
}

type Asked = 'delete' | 'reports'

function Settings({ room, close, ask }: Props & { ask: (what: Asked) => void }) {
  const { api, lobby, store } = useApp()
  const { change } = membersApi(api)
  const saved = useSignal(false)
  const kind = useSignal(room.kind)
  const refusal = useSignal<Refusal | null>(null)
  const words = memberTexts()
  const owns = room.role === 'owner'
  const leads = owns || room.role === 'moderator'

  const set = async (patch: RoomPatch) => {
    const answer = await change(room.id, patch)
    if (answer.ok) {
      lobby.refresh()
      store.apply({ kind: 'room_set', room: answer.value.room })
    }
    return answer
  }
  const act = async (patch: RoomPatch) => {
    const answer = await set(patch)
    if (answer.ok) close()
    else refusal.value = answer.refusal
  }
  const save = async (value: (name: string) => string) => {
    saved.value = false
    const topic = value('topic')
    const answer = await set(
      owns ? { name: value('name'), topic, ...chosen(room, value) } : { topic },
    )
    if (answer.ok) close()
    return answer
  }

  return (
    <Dialog title={words.settings} kind="room-settings" close={close}>
      <Form
        label={words.settings}
        action={words.save}
        check={(value) => (owns ? checkName(value('name')) : {})}
        send={save}
        fieldOf={(code) => (code === 'room_name_taken' ? 'name' : null)}
      >
        {(errors) => (
          <>
            {owns && (
              <Field
                label={words.name}
                name="name"
                autocomplete="off"
                value={room.name}
                error={errors.name}
              />
            )}
            <Field
              label={words.topic}
              name="topic"
              autocomplete="off"
              value={room.topic}
              hint={words.topicHint}
              error={errors.topic}
            />
            {owns && (
              <KindChoice room={room} kind={kind.value} choose={(one) => (kind.value = one)} />
            )}
            {owns && <SlowMode room={room} />}
          </>
        )}
      </Form>
      {/* Admins who are no more than that in the room have a page for them. */}
      {leads && (
        <section class="settings-acts">
          <button type="button" onClick={() => ask('reports')}>
            {words.reports}
          </button>
        </section>
      )}
      {owns && (
        <section class="settings-acts">
          <HandOver room={room} hand={(ownerId) => act({ ownerId })} />
          <p class="hint">{words.archiveHint}</p>
          <button type="button" onClick={() => void act({ archived: room.archivedAt === null })}>
            {room.archivedAt === null ? words.archive : words.unarchive}
          </button>
          <button type="button" class="dangerous" onClick={() => ask('delete')}>
            {words.delete}
          </button>
        </section>
      )}
      {refusal.value && (
        <p class="error" role="alert">
          {explain(refusal.value)}
        </p>
      )}
      <div class="actions">
        <button type="button" onClick={close}>
          {t().close}
        </button>
      </div>
    </Dialog>
  )
}

/** What of the choices is another than it was. */
function chosen(room: Room, value: (name: string) => string): RoomPatch {
  const kind = value('kind')
  const slowMode = Number(value('slow'))
  return {
    ...((kind === 'open' || kind === 'private') && kind !== room.kind && { kind }),
    ...(slowMode !== room.slowMode && { slowMode }),
  }
}

function KindChoice({
  room,
  kind,
  choose,
}: {
  room: Room
  kind: Room['kind']
  choose: (kind: Room['kind']) => void
}) {
  const id = useId()
  const words = memberTexts()
  const means = kind === 'open' ? words.openMeans : words.privateMeans
  const turns = kind === 'open' ? words.turnsOpen : words.turnsPrivate
  return (
    <fieldset aria-describedby={id}>
      <legend>{words.kind}</legend>
      {(['open', 'private'] as const).map((one) => (
        <label key={one} class="choice">
          <input
            type="radio"
            name="kind"
            value={one}
            checked={kind === one}
            onChange={() => choose(one)}
          />
          {words[one]}
        </label>
      ))}
      <p class="hint" id={id}>
        {means} {kind !== room.kind && <strong>{turns}</strong>}
      </p>
    </fieldset>
  )
}

const paces = [0, 5, 30, 60, 300, 900, 3600]

function SlowMode({ room }: { room: Room }) {
  const words = memberTexts()
  const all = paces.includes(room.slowMode) ? paces : [...paces, room.slowMode]
  return (
    <label class="field">
      <span>{words.slow}</span>
      <select name="slow" defaultValue={String(room.slowMode)}>
        {all.map((seconds) => (
          <option key={seconds} value={seconds} selected={seconds === room.slowMode}>
            {pace(seconds)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Only those who belong can own a room. */
function HandOver({ room, hand }: { room: Room; hand: (ownerId: string) => Promise<void> }) {
  const { api } = useApp()
  const others = useSignal<readonly Member[]>([])
  const words = memberTexts()

  useEffect(() => {
    const list = async () => {
      const answer = await membersApi(api).members(room.id)
      if (answer.ok) others.value = answer.value.members.filter(({ role }) => role !== 'owner')
    }
    void list()
  }, [])

  if (others.value.length === 0) return null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const to = new FormData(event.currentTarget).get('owner')
        if (typeof to === 'string' && to !== '') void hand(to)
      }}
    >
      <label class="field">
        <span>{words.handOver}</span>
        <select name="owner">
          <option value="">{words.handOverTo}</option>
          {others.value.map(({ user }) => (
            <option key={user.id} value={user.id}>
              {user.username}
            </option>
          ))}
        </select>
      </label>
      <p class="hint">{words.handOverHint}</p>
      <button type="submit">{words.handOver}</button>
    </form>
  )
}

function checkName(name: string): FieldErrors {
  if (name.trim() === '') return { name: () => t().errors.required }
  const { max } = limits.roomName
  return Array.from(name.trim()).length > max ? { name: () => t().errors.tooLong(max) } : {}
}

import { useSignal } from '@preact/signals'
import type { Member } from '../../../protocol/members.ts'
import type { User } from '../../../protocol/people.ts'
import type { Room } from '../../../protocol/rooms.ts'
import type { Answer } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { membersApi } from '../../app/members-api.ts'
import { memberTexts } from '../../locale/members/texts.ts'
import { Field } from '../controls/field.tsx'
import { Form } from '../controls/form.tsx'
import { ClearForm } from './clear-form.tsx'
import { endOf, SpanChoice } from './spans.tsx'

type Props = {
  room: Room
  user: User
  /** Null: they do not belong to the room. */
  member: Member | null
  /** What is done when something was done. */
  act: (deed: Promise<Answer<unknown>>) => Promise<unknown>
}

/** What those who moderate can do about somebody below them. For what has a span or a reason, it is asked. */
export function PersonModeration({ room, user, member, act }: Props) {
  const { api } = useApp()
  const { unmute, remove, clear } = membersApi(api)
  const asked = useSignal<'mute' | 'ban' | 'clear' | null>(null)
  const words = memberTexts()
  const isMuted = member !== null && member.mutedUntil !== null
  const asks = (what: 'mute' | 'ban' | 'clear', name: string) =>
    asked.value !== what && (
      <button
        type="button"
        class={what === 'mute' ? undefined : 'dangerous'}
        onClick={() => (asked.value = what)}
      >
        {name}
      </button>
    )
  return (
    <>
      <div class="stacked">
        {isMuted ? (
          <button type="button" onClick={() => void act(unmute(room.id, user.id))}>
            {words.unmute}
          </button>
        ) : (
          asks('mute', words.mute)
        )}
        {member && (
          <button type="button" onClick={() => void act(remove(room.id, user.id))}>
            {words.remove}
          </button>
        )}
        {asks('ban', words.ban)}
        {asks('clear', words.clear)}
      </div>
      {asked.value && (
        <div key={asked.value} ref={enter}>
          {asked.value === 'mute' && <MuteForm room={room} user={user} act={act} />}
          {asked.value === 'ban' && <BanForm room={room} user={user} act={act} />}
          {asked.value === 'clear' && (
            <ClearForm
              label={words.clear}
              clear={(from) => clear(user.id, { roomId: room.id, from })}
            />
          )}
        </div>
      )}
    </>
  )
}

function MuteForm({ room, user, act }: Omit<Props, 'member'>) {
  const { api, clock } = useApp()
  const words = memberTexts()
  return (
    <Form
      label={words.mute}
      action={words.mute}
      check={() => ({})}
      send={(value) => {
        const now = clock.now()
        const until = endOf(value('span'), now) ?? new Date(now).toISOString()
        return acted(act, membersApi(api).mute(room.id, user.id, until))
      }}
    >
      {() => <SpanChoice label={words.muteFor} />}
    </Form>
  )
}

function BanForm({ room, user, act }: Omit<Props, 'member'>) {
  const { api, clock } = useApp()
  const words = memberTexts()
  return (
    <Form
      label={words.ban}
      action={words.ban}
      isDangerous
      check={() => ({})}
      send={(value) => {
        const until = endOf(value('span'), clock.now())
        const reason = value('reason').trim()
        const ban = { ...(until !== undefined && { until }), ...(reason !== '' && { reason }) }
        return acted(act, membersApi(api).ban(room.id, user.id, ban))
      }}
    >
      {(errors) => (
        <>
          <SpanChoice label={words.banFor} first="day" forGood />
          <Field label={words.banReason} name="reason" autocomplete="off" error={errors.reason} />
        </>
      )}
    </Form>
  )
}

/** What the form is to know of an answer on which somebody acts: what is refused stands in it. */
async function acted(act: Props['act'], deed: Promise<Answer<unknown>>) {
  const answer = await deed
  if (answer.ok) await act(deed)
  return answer
}

/** What one asked for is gone with the keyboard on it: it goes on in what came up. */
function enter(element: HTMLElement | null) {
  element?.querySelector<HTMLElement>('select, input')?.focus()
}

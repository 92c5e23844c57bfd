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
import { WhyField, whyIn } from './why.tsx'

type Asked = 'mute' | 'remove' | 'ban' | 'clear'

type Props = {
  room: Room
  user: User
  /** Null: they do not belong to the room. */
  member: Member | null
  /** What is done when something was done. */
  act: (deed: Promise<Answer<unknown>>) => Promise<unknown>
}

/**
 * What those who moderate can do about somebody below them. For what has a span or a reason, it is asked; of
 * rooms that are not open nobody reads a reason but that of a ban.
 */
export function PersonModeration({ room, user, member, act }: Props) {
  const { api } = useApp()
  const { unmute, remove, clear } = membersApi(api)
  const asked = useSignal<Asked | null>(null)
  const words = memberTexts()
  const isMuted = member !== null && member.mutedUntil !== null
  const asks = (what: Asked, name: string) =>
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
        {member && room.kind === 'open' && asks('remove', words.remove)}
        {member && room.kind !== 'open' && (
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
          {asked.value === 'remove' && <RemoveForm room={room} user={user} act={act} />}
          {asked.value === 'ban' && <BanForm room={room} user={user} act={act} />}
          {asked.value === 'clear' && (
            <ClearForm
              label={words.clear}
              hasReason={room.kind === 'open'}
              clear={(span) => clear(user.id, { ...span, roomId: room.id })}
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
        return acted(act, membersApi(api).mute(room.id, user.id, { ...whyIn(value), until }))
      }}
    >
      {(errors) => (
        <>
          <SpanChoice label={words.muteFor} />
          {room.kind === 'open' && <WhyField error={errors.reason} />}
        </>
      )}
    </Form>
  )
}

function RemoveForm({ room, user, act }: Omit<Props, 'member'>) {
  const { api } = useApp()
  const words = memberTexts()
  return (
    <Form
      label={words.remove}
      action={words.remove}
      isDangerous
      check={() => ({})}
      send={(value) => acted(act, membersApi(api).remove(room.id, user.id, whyIn(value)))}
    >
      {(errors) => <WhyField error={errors.reason} />}
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
        const ban = { ...(until !== undefined && { until }), ...whyIn(value) }
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

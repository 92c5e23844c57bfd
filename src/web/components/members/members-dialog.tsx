import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Ban, Members } from '../../../protocol/members.ts'
import type { Room } from '../../../protocol/rooms.ts'
import type { Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { membersApi } from '../../app/members-api.ts'
import { moderates } from '../../app/moderates.ts'
import { memberTexts } from '../../locale/members/texts.ts'
import { explain, t } from '../../locale/messages.ts'
import { whenShort } from '../../text/times.ts'
import { Avatar } from '../controls/avatar.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { useFocusInRows } from '../controls/use-focus-in-rows.ts'
import { PersonDialog } from './person-dialog.tsx'

/** Who belongs to a room, and what they are in it; and who is kept out, for those who keep them out. */
export function MembersDialog({ room, close }: { room: Room; close: () => void }) {
  const app = useApp()
  const { api } = app
  const { members, bans, unban } = membersApi(api)
  const listed = useSignal<Members>({ members: [], total: 0 })
  const banned = useSignal<readonly Ban[]>([])
  const asked = useSignal<string | null>(null)
  const refusal = useSignal<Refusal | null>(null)
  const words = memberTexts()

  const list = async () => {
    const answer = await members(room.id)
    refusal.value = answer.ok ? null : answer.refusal
    if (answer.ok) listed.value = answer.value
    const kept = moderates(app, room) ? await bans(room.id) : null
    if (kept?.ok) banned.value = kept.value.bans
    else if (kept) refusal.value = kept.refusal
  }
  const lift = async (personId: string) => {
    const answer = await unban(room.id, personId)
    if (answer.ok) await list()
    else refusal.value = answer.refusal
  }
  useEffect(() => void list(), [])

  const person = listed.value.members.find(({ user }) => user.id === asked.value)
  if (person) {
    const back = () => {
      asked.value = null
      void list()
    }
    return <PersonDialog room={room} user={person.user} close={back} />
  }
  return (
    <Dialog title={words.membersOf(room.name)} kind="members" close={close}>
      <p class="quiet">{words.count(listed.value.total)}</p>
      <ul class="member-list">
        {listed.value.members.map(({ user, role }) => (
          <li key={user.id}>
            <Avatar user={user} />
            <button type="button" class="link" onClick={() => (asked.value = user.id)}>
              <bdi>{user.username}</bdi>
            </button>
            {role !== 'member' && <span class="quiet">{words.roles[role]}</span>}
          </li>
        ))}
      </ul>
      <Banned bans={banned.value} lift={lift} />
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

function Banned({
  bans,
  lift,
}: {
  bans: readonly Ban[]
  lift: (personId: string) => Promise<void>
}) {
  const { clock } = useApp()
  const part = useFocusInRows<HTMLElement>()
  const words = memberTexts()
  return (
    <section ref={part}>
      {bans.length > 0 && <h3>{words.banned}</h3>}
      <ul class="member-list">
        {bans.map(({ user, until, reason }) => (
          <li key={user.id}>
            <bdi>{user.username}</bdi>
            {until && <span class="quiet">{words.until(whenShort(until, clock.now()))}</span>}
            <span class="quiet">
              <bdi>{reason}</bdi>
            </span>
            <button type="button" class="link" onClick={() => void lift(user.id)}>
              {words.lift(user.username)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

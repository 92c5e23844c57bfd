import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Member } from '../../../protocol/members.ts'
import type { User } from '../../../protocol/people.ts'
import type { Room } from '../../../protocol/rooms.ts'
import type { Answer, Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { membersApi } from '../../app/members-api.ts'
import { administers } from '../../app/moderates.ts'
import { roomPath } from '../../app/router.ts'
import { memberTexts } from '../../locale/members/texts.ts'
import { explain, t } from '../../locale/messages.ts'
import { whenShort } from '../../text/times.ts'
import { Dialog } from '../controls/dialog.tsx'
import { PersonModeration } from './person-moderation.tsx'

type Props = { room: Room; user: User; close: () => void }

/** What one can do about somebody in a room: talk to them alone, and for those who moderate, more. */
export function PersonDialog({ room, user, close }: Props) {
  const app = useApp()
  const { api, router, lobby, store, clock } = app
  const { members, talkTo, setRole } = membersApi(api)
  const member = useSignal<Member | null>(null)
  const refusal = useSignal<Refusal | null>(null)
  const session = store.session.value
  const isSelf = session.kind === 'in' && session.user.id === user.id
  const words = memberTexts()

  useEffect(() => {
    const find = async () => {
      const answer = await members(room.id)
      if (!answer.ok) return
      member.value = answer.value.members.find((one) => one.user.id === user.id) ?? null
    }
    void find()
  }, [])

  const act = async (deed: Promise<Answer<unknown>>) => {
    const answer = await deed
    if (answer.ok) close()
    else refusal.value = answer.refusal
  }
  const write = async () => {
    const answer = await talkTo([user.id])
    if (!answer.ok) {
      refusal.value = answer.refusal
      return
    }
    lobby.refresh()
    close()
    // Where it stands over what is said, nobody wants to see the people of the other room first.
    if (matchMedia('(max-width: 48rem)').matches) app.peopleShown.value = false
    router.go(roomPath(answer.value.room.id))
  }
  const role = member.value?.role ?? null
  const mine = administers(app, room) ? 'owner' : room.role
  const isAbove = rank(mine) > rank(role) && room.kind !== 'direct' && !isSelf
  /** Into open ones people come by themselves. */
  const ownRooms = (store.rooms.value ?? []).filter(
    (one) => one.kind === 'private' && rank(one.role) > 0 && one.id !== room.id,
  )
  const mutedUntil = member.value?.mutedUntil ?? null

  return (
    <Dialog title={user.username} kind="person" close={close}>
      {role && <p class="quiet">{words.roles[role]}</p>}
      {mutedUntil && <p class="quiet">{words.mutedUntil(whenShort(mutedUntil, clock.now()))}</p>}
      <div class="stacked">
        {!isSelf && (
          <button type="button" class="primary" onClick={() => void write()}>
            {words.write(user.username)}
          </button>
        )}
        {isAbove && room.role === 'owner' && role === 'member' && (
          <button type="button" onClick={() => void act(setRole(room.id, user.id, 'moderator'))}>
            {words.makeModerator}
          </button>
        )}
        {isAbove && room.role === 'owner' && role === 'moderator' && (
          <button type="button" onClick={() => void act(setRole(room.id, user.id, 'member'))}>
            {words.makeMember}
          </button>
        )}
      </div>
      {isAbove && <PersonModeration room={room} user={user} member={member.value} act={act} />}
      {!isSelf && ownRooms.length > 0 && (
        <form
          class="add-to"
          onSubmit={(event) => {
            event.preventDefault()
            const chosen = new FormData(event.currentTarget).get('room')
            if (typeof chosen === 'string') void act(setRole(chosen, user.id, 'member'))
          }}
        >
          <label class="field">
            <span>{words.addTo}</span>
            <select name="room">
              {ownRooms.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <button type="submit">{words.add}</button>
        </form>
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

function rank(role: Room['role']): number {
  return role === 'owner' ? 2 : role === 'moderator' ? 1 : 0
}

import backIcon from 'icon:arrow-left'
import leaveIcon from 'icon:door-open'
import peopleIcon from 'icon:users'
import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { Room } from '../../../protocol/rooms.ts'
import { useApp } from '../../app/app-context.ts'
import { asSeenBy } from '../../app/people-inside.ts'
import { t } from '../../locale/messages.ts'
import { Icon } from '../controls/icon.tsx'
import { Link } from '../controls/link.tsx'
import { AccountBar } from '../frame/account-bar.tsx'
import { InviteButton, InviteDialog } from '../instance/invite-button.tsx'
import { SettingsButton } from '../members/room-buttons.tsx'

/** The room's bar, which stands in for that of the other pages. */
export function RoomHeader({ room }: { room: Room }) {
  const { store, leaveRoom, peopleShown, barTaken, screen, inviteShown } = useApp()
  const failed = useSignal(false)
  const words = t().room
  const inside = store.visit.value.kind === 'inside'
  const session = store.session.value
  const people = [...store.people.value.values()]
  const count = people.filter((person) => !asSeenBy(session, person).quiet).length

  useLayoutEffect(() => {
    barTaken.value = true
    return () => {
      barTaken.value = false
      inviteShown.value = false
    }
  }, [])

  const leave = async () => {
    const answer = await leaveRoom()
    failed.value = !answer.ok
  }

  const togglePeople = () => {
    peopleShown.value = !peopleShown.value
  }

  return (
    <div class="room-header">
      <Link class="button plain back" to="/rooms" label={words.toRooms}>
        <Icon of={backIcon} />
      </Link>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button beside it does the same */}
      <h1 tabIndex={-1} onClick={screen.isWide.value ? undefined : togglePeople}>
        <bdi>{room.name}</bdi>
      </h1>
      {room.topic && screen.isWide.value && (
        <p class="topic" title={room.topic}>
          <bdi>{room.topic}</bdi>
        </p>
      )}
      {inside && (
        <>
          <SettingsButton room={room} hidden={!screen.isWide.value} />
          {screen.isWide.value && <InviteButton room={room} />}
          <button
            type="button"
            class="plain"
            aria-expanded={peopleShown.value}
            aria-controls="people"
            onClick={togglePeople}
          >
            <Icon of={peopleIcon} />
            <span class="few-words" aria-hidden="true">
              {count}
            </span>
            <span class="words">{words.peopleInside(count)}</span>
          </button>
          <button type="button" class="plain" onClick={() => void leave()}>
            <Icon of={leaveIcon} />
            <span class="words">{words.leave}</span>
          </button>
        </>
      )}
      {inviteShown.value && <InviteDialog room={room} close={() => (inviteShown.value = false)} />}
      <AccountBar />
      {failed.value && (
        <p class="error" role="alert">
          {words.leaveFailed}
        </p>
      )}
    </div>
  )
}

import membersIcon from 'icon:contact-round'
import settingsIcon from 'icon:sliders-horizontal'
import { useSignal } from '@preact/signals'
import type { User } from '../../../protocol/people.ts'
import type { Room } from '../../../protocol/rooms.ts'
import { t } from '../../locale/messages.ts'
import { Icon } from '../controls/icon.tsx'
import { lazy } from '../controls/lazy.tsx'

const RoomSettingsDialog = lazy(
  async () => (await import('./room-settings-dialog.tsx')).RoomSettingsDialog,
)
const MembersDialog = lazy(async () => (await import('./members-dialog.tsx')).MembersDialog)
const PersonDialog = lazy(async () => (await import('./person-dialog.tsx')).PersonDialog)

/**
 * The way to what is set of a room, for those who may set something.
 * @property hidden where there is no place for it; what it has opened stays
 */
export function SettingsButton({ room, hidden = false }: { room: Room; hidden?: boolean }) {
  const isOpen = useSignal(false)
  if (room.role !== 'owner' && room.role !== 'moderator') return null
  return (
    <>
      <button
        type="button"
        class="plain"
        hidden={hidden}
        onFocus={RoomSettingsDialog.preload}
        onPointerEnter={RoomSettingsDialog.preload}
        onClick={() => (isOpen.value = true)}
      >
        <Icon of={settingsIcon} />
        <span class="words">{t().room.settings}</span>
      </button>
      {isOpen.value && <RoomSettingsDialog room={room} close={() => (isOpen.value = false)} />}
    </>
  )
}

/** The way to everybody who belongs to the room, inside or not. */
export function MembersButton({ room }: { room: Room }) {
  const isOpen = useSignal(false)
  return (
    <>
      <button
        type="button"
        class="plain"
        onFocus={MembersDialog.preload}
        onPointerEnter={MembersDialog.preload}
        onClick={() => (isOpen.value = true)}
      >
        <Icon of={membersIcon} />
        <span class="words">{t().room.members}</span>
      </button>
      {isOpen.value && <MembersDialog room={room} close={() => (isOpen.value = false)} />}
    </>
  )
}

/** Somebody’s name, and the way to what one can do about them. */
export function PersonButton({ room, user }: { room: Room; user: User }) {
  const isOpen = useSignal(false)
  return (
    <>
      <button
        type="button"
        class="link"
        aria-haspopup="dialog"
        onFocus={PersonDialog.preload}
        onPointerEnter={PersonDialog.preload}
        onClick={() => (isOpen.value = true)}
      >
        <bdi>{user.username}</bdi>
      </button>
      {isOpen.value && <PersonDialog {...{ room, user }} close={() => (isOpen.value = false)} />}
    </>
  )
}

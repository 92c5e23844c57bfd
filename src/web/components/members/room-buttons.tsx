import membersIcon from 'icon:contact-round'
import settingsIcon from 'icon:sliders-horizontal'
import type { User } from '../../../protocol/people.ts'
import type { Room } from '../../../protocol/rooms.ts'
import { useApp } from '../../app/app-context.ts'
import { moderates } from '../../app/moderates.ts'
import { t } from '../../locale/messages.ts'
import { DialogButton } from '../controls/dialog-button.tsx'
import { Icon } from '../controls/icon.tsx'
import { lazy } from '../controls/lazy.tsx'

const RoomSettingsDialog = lazy(
  async () => (await import('./room-settings-dialog.tsx')).RoomSettingsDialog,
)
const MembersDialog = lazy(async () => (await import('./members-dialog.tsx')).MembersDialog)
const PersonDialog = lazy(async () => (await import('./person-dialog.tsx')).PersonDialog)

/** The way to what is set of a room, for those who may set something. */
export function SettingsButton({ room, hidden = false }: { room: Room; hidden?: boolean }) {
  const app = useApp()
  if (!moderates(app, room)) return null
  return (
    <DialogButton dialog={RoomSettingsDialog} of={{ room }} hidden={hidden}>
      <Icon of={settingsIcon} />
      <span class="words">{t().room.settings}</span>
    </DialogButton>
  )
}

/** The way to everybody who belongs to the room, inside or not. */
export function MembersButton({ room }: { room: Room }) {
  return (
    <DialogButton dialog={MembersDialog} of={{ room }}>
      <Icon of={membersIcon} />
      <span class="words">{t().room.members}</span>
    </DialogButton>
  )
}

/** Somebody’s name, and the way to what one can do about them. */
export function PersonButton({ room, user }: { room: Room; user: User }) {
  return (
    <DialogButton dialog={PersonDialog} of={{ room, user }} class="link">
      <bdi>{user.username}</bdi>
    </DialogButton>
  )
}

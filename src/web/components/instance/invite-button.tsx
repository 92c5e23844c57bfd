import inviteIcon from 'icon:user-plus'
import type { Room } from '../../../protocol/rooms.ts'
import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'
import { Icon } from '../controls/icon.tsx'
import { lazy } from '../controls/lazy.tsx'

/** Shown by the room's bar, which stays when the button moves as the window becomes narrow. */
export const InviteDialog = lazy(async () => (await import('./invite-dialog.tsx')).InviteDialog)

/** The way to a link by which others come into the room, for those who may give one. */
export function InviteButton({ room: { kind, role } }: { room: Room }) {
  const { inviteShown } = useApp()
  if (kind !== 'open' && role === 'member') return null
  return (
    <button
      type="button"
      class="plain invite"
      onPointerEnter={InviteDialog.preload}
      onFocus={InviteDialog.preload}
      onClick={() => (inviteShown.value = true)}
    >
      <Icon of={inviteIcon} />
      <span class="words">{t().room.invite}</span>
    </button>
  )
}

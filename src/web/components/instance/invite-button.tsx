import inviteIcon from 'icon:user-plus'
import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'
import { Icon } from '../controls/icon.tsx'
import { lazy } from '../controls/lazy.tsx'

/** Shown by the room's bar, which stays when the button moves as the window becomes narrow. */
export const InviteDialog = lazy(async () => (await import('./invite-dialog.tsx')).InviteDialog)

/** The way to a link by which others come into the room. */
export function InviteButton() {
  const { inviteShown } = useApp()
  return (
    <button
      type="button"
      class="plain invite"
      onFocus={InviteDialog.preload}
      onPointerEnter={InviteDialog.preload}
      onClick={() => (inviteShown.value = true)}
    >
      <Icon of={inviteIcon} />
      <span class="words">{t().room.invite}</span>
    </button>
  )
}

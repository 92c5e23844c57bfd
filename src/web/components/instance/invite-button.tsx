import inviteIcon from 'icon:user-plus'
import { useSignal } from '@preact/signals'
import { t } from '../../locale/messages.ts'
import { Icon } from '../controls/icon.tsx'
import { lazy } from '../controls/lazy.tsx'

const InviteDialog = lazy(async () => (await import('./invite-dialog.tsx')).InviteDialog)

/** The way to a link by which others come into a room. */
export function InviteButton({ room }: { room: { id: string; name: string } }) {
  const inviting = useSignal(false)
  return (
    <>
      <button
        type="button"
        class="plain invite"
        onFocus={InviteDialog.preload}
        onPointerEnter={InviteDialog.preload}
        onClick={() => (inviting.value = true)}
      >
        <Icon of={inviteIcon} />
        <span class="words">{t().room.invite}</span>
      </button>
      {inviting.value && <InviteDialog room={room} close={() => (inviting.value = false)} />}
    </>
  )
}

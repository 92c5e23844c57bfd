import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'
import { Dialog } from '../controls/dialog.tsx'

type Props = { leave: () => Promise<void>; close: () => void }

/** Asks once, and says what would be lost. */
export function LogOutDialog({ leave, close }: Props) {
  const { unsent } = useApp()
  const { messages, changes, drafts } = unsent()
  const words = t().account
  return (
    <Dialog title={words.leaveTitle} close={close}>
      <p>
        {messages > 0 && `${words.leaveMessages(messages)} `}
        {changes > 0 && `${words.leaveChanges(changes)} `}
        {drafts > 0 && `${words.leaveDrafts(drafts)} `}
        {words.leaveText}
      </p>
      <div class="actions">
        <button type="button" onClick={close}>
          {words.stay}
        </button>
        <button
          type="button"
          class="danger"
          onClick={() => {
            close()
            void leave()
          }}
        >
          {words.leaveConfirm}
        </button>
      </div>
    </Dialog>
  )
}

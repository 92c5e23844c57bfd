import { useApp } from '../../app/app-context.ts'
import { preferencesTexts } from '../../locale/preferences/texts.ts'
import { Dialog } from '../controls/dialog.tsx'

type Props = { leave: () => Promise<void>; close: () => void }

/** Asks once, and says what would be lost. */
export function LogOutDialog({ leave, close }: Props) {
  const { unsent } = useApp()
  const { messages, changes, drafts } = unsent()
  const words = preferencesTexts().leave
  return (
    <Dialog title={words.title} close={close}>
      <p>
        {messages > 0 && `${words.messages(messages)} `}
        {changes > 0 && `${words.changes(changes)} `}
        {drafts > 0 && `${words.drafts(drafts)} `}
        {words.text}
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
          {words.confirm}
        </button>
      </div>
    </Dialog>
  )
}

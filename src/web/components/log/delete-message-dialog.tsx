import type { Message } from '../../../protocol/messages.ts'
import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'
import { talkTexts } from '../../locale/talk/texts.ts'
import { Dialog } from '../controls/dialog.tsx'
import { roomShown } from './message-standing.ts'

/** More of a message is not needed to know it again. */
const shownSigns = 300

/** Asks once, and shows what would be gone. */
export function DeleteMessageDialog({ message, close }: { message: Message; close: () => void }) {
  const app = useApp()
  const words = talkTexts().changes
  const { body } = message

  const confirm = () => {
    const room = roomShown(app)
    close()
    if (room) app.amendments.remove(message, room)
  }

  return (
    <Dialog title={words.deleteTitle} close={close}>
      <blockquote class="quoted" dir="auto">
        {body.length > shownSigns ? `${body.slice(0, shownSigns)}…` : body}
      </blockquote>
      <p>{words.deleteText}</p>
      <div class="actions">
        <button type="button" onClick={close}>
          {t().cancel}
        </button>
        <button type="button" class="danger" onClick={confirm}>
          {words.deleteConfirm}
        </button>
      </div>
    </Dialog>
  )
}

import type { Message } from '../../../protocol/messages.ts'
import { useApp } from '../../app/app-context.ts'
import { talkTexts } from '../../locale/talk/texts.ts'
import { Dialog } from '../controls/dialog.tsx'
import { Question } from '../members/question.tsx'
import { isOwn, roomShown } from './message-standing.ts'

/** More of a message is not needed to know it again. */
const shownSigns = 300

/** Asks once, and shows what would be gone; whose text it is not, for whatever reason there is. */
export function DeleteMessageDialog({ message, close }: { message: Message; close: () => void }) {
  const app = useApp()
  const words = talkTexts().changes
  const { body } = message
  return (
    <Dialog title={words.deleteTitle} close={close}>
      <blockquote class="quoted" dir="auto">
        {body.length > shownSigns ? `${body.slice(0, shownSigns)}…` : body}
      </blockquote>
      <p>{words.deleteText}</p>
      <Question
        action={words.deleteConfirm}
        asksWhy={!isOwn(message, app) && roomShown(app)?.kind === 'open'}
        close={close}
        confirm={(why) => {
          const room = roomShown(app)
          close()
          if (room) app.amendments.remove(message, room, why)
        }}
      />
    </Dialog>
  )
}

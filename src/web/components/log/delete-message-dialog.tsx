import type { Message } from '../../../protocol/messages.ts'
import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'
import { talkTexts } from '../../locale/talk/texts.ts'
import { Dialog } from '../controls/dialog.tsx'
import { WhyField, whyIn } from '../members/why.tsx'
import { isOwn, roomShown } from './message-standing.ts'

/** More of a message is not needed to know it again. */
const shownSigns = 300

/**
 * Asks once, and shows what would be gone; whose text it is not, for whatever reason there is. A key held too
 * long does not answer: the keyboard begins at what deletes nothing.
 */
export function DeleteMessageDialog({ message, close }: { message: Message; close: () => void }) {
  const app = useApp()
  const words = talkTexts().changes
  const { body } = message
  const saysWhy = !isOwn(message, app) && roomShown(app)?.kind === 'open'

  const confirm = (form: HTMLFormElement) => {
    const room = roomShown(app)
    const why = saysWhy ? whyIn((name) => String(new FormData(form).get(name))) : undefined
    close()
    if (room) app.amendments.remove(message, room, why)
  }

  return (
    <Dialog title={words.deleteTitle} close={close}>
      <blockquote class="quoted" dir="auto">
        {body.length > shownSigns ? `${body.slice(0, shownSigns)}…` : body}
      </blockquote>
      <p>{words.deleteText}</p>
      <form
        class="question"
        onSubmit={(event) => {
          event.preventDefault()
          confirm(event.currentTarget)
        }}
      >
        {saysWhy && <WhyField error={undefined} />}
        <div class="actions">
          <button type="button" autofocus onClick={close}>
            {t().cancel}
          </button>
          <button type="submit" class="danger">
            {words.deleteConfirm}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

import { useSignal } from '@preact/signals'
import { useApp } from '../../app/app-context.ts'
import { talkApi } from '../../app/talk-api.ts'
import { explain, t } from '../../locale/messages.ts'
import { talkTexts } from '../../locale/talk/texts.ts'
import { Dialog } from '../controls/dialog.tsx'
import { roomShown } from './message-standing.ts'

/** Leads to what was said first on a day. */
export function DateDialog({ close }: { close: () => void }) {
  const app = useApp()
  const failed = useSignal<string | null>(null)
  const words = talkTexts()

  const jump = async (day: string) => {
    // The day as it begins where the reader is.
    const begins = new Date(`${day}T00:00`)
    const roomId = roomShown(app)?.id ?? ''
    if (Number.isNaN(begins.getTime())) return
    const answer = await talkApi(app.api).messagesSince(roomId, begins)
    if (!answer.ok) {
      failed.value = explain(answer.refusal)
      return
    }
    close()
    const [first] = answer.value.messages
    app.reading.wanted.value = first?.seq ?? app.store.newest.value.at(-1)?.seq ?? null
  }

  return (
    <Dialog title={words.dateTitle} close={close}>
      <form
        class="date-choice"
        onSubmit={(event) => {
          event.preventDefault()
          void jump(String(new FormData(event.currentTarget).get('day')))
        }}
      >
        <label class="field">
          {words.date}
          <input type="date" name="day" required min="1970-01-01" max="9999-12-31" />
        </label>
        {failed.value && (
          <p class="error" role="alert">
            {failed.value}
          </p>
        )}
        <div class="actions">
          <button type="button" onClick={close}>
            {t().cancel}
          </button>
          <button type="submit" class="primary">
            {words.jump}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

import { useSignal } from '@preact/signals'
import { limits } from '../../../protocol/limits.ts'
import type { Message } from '../../../protocol/messages.ts'
import { useApp } from '../../app/app-context.ts'
import { instanceApi } from '../../app/instance-api.ts'
import { instanceTexts } from '../../locale/instance/texts.ts'
import { t } from '../../locale/messages.ts'
import { Dialog } from '../controls/dialog.tsx'
import { Field } from '../controls/field.tsx'
import { Form } from '../controls/form.tsx'
import { roomShown } from '../log/message-standing.ts'

/** Asks those with a say to look at a message. */
export function ReportDialog({ message, close }: { message: Message; close: () => void }) {
  const app = useApp()
  const done = useSignal(false)
  const words = instanceTexts()
  const { max } = limits.reason

  return (
    <Dialog title={words.reportTitle} close={close}>
      {done.value ? (
        <>
          <p role="status">{words.reported}</p>
          <div class="actions">
            <button type="button" class="primary" onClick={close}>
              {t().close}
            </button>
          </div>
        </>
      ) : (
        <>
          <p class="quiet">{words.reportLead}</p>
          <Form
            label={words.reportTitle}
            action={words.report}
            check={(value) => {
              const length = Array.from(value('reason').trim()).length
              if (length === 0) return { reason: () => t().errors.required }
              return length > max ? { reason: () => t().errors.tooLong(max) } : {}
            }}
            send={async (value) => {
              const roomId = roomShown(app)?.id ?? ''
              const answer = await instanceApi(app.api).report(roomId, message.id, value('reason'))
              done.value = answer.ok
              return answer
            }}
          >
            {(errors) => (
              <Field label={words.reason} name="reason" autocomplete="off" error={errors.reason} />
            )}
          </Form>
          <div class="actions">
            <button type="button" onClick={close}>
              {t().cancel}
            </button>
          </div>
        </>
      )}
    </Dialog>
  )
}

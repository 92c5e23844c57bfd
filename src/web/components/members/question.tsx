import type { Why } from '../../../protocol/reasons.ts'
import { t } from '../../locale/messages.ts'
import { WhyField, whyIn } from './why.tsx'

type Props = {
  /** What the button is called that does it. */
  action: string
  /** Whether somebody will read why. */
  asksWhy: boolean
  confirm: (why: Why | undefined) => void
  close: () => void
}

/**
 * The end of a dialog that asks once before a deletion. The keyboard begins at what deletes nothing: a key
 * held too long must not answer.
 */
export function Question({ action, asksWhy, confirm, close }: Props) {
  return (
    <form
      class="question"
      onSubmit={(event) => {
        event.preventDefault()
        const filled = new FormData(event.currentTarget)
        confirm(whyIn((name) => String(filled.get(name) ?? '')))
      }}
    >
      {asksWhy && <WhyField error={undefined} />}
      <div class="actions">
        <button type="button" autofocus onClick={close}>
          {t().cancel}
        </button>
        <button type="submit" class="danger">
          {action}
        </button>
      </div>
    </form>
  )
}

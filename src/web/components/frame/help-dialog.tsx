import { Fragment } from 'preact'
import { helpTexts } from '../../locale/help/texts.ts'
import { t } from '../../locale/messages.ts'
import { Dialog } from '../controls/dialog.tsx'

/** The keys that do something. */
export function HelpDialog({ close }: { close: () => void }) {
  return (
    <Dialog title={helpTexts().title} close={close}>
      <dl class="keys">
        {helpTexts().keys.map(([keys, action]) => (
          <Fragment key={keys}>
            <dt>
              <kbd dir="ltr">{keys}</kbd>
            </dt>
            <dd>{action}</dd>
          </Fragment>
        ))}
      </dl>
      <div class="actions">
        <button type="button" class="primary" onClick={close}>
          {t().close}
        </button>
      </div>
    </Dialog>
  )
}

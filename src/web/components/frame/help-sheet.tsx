import { Fragment } from 'preact'
import { useEffect } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'
import { Dialog } from '../controls/dialog.tsx'

/** The keys that do something, shown on `?`; listens for those that work on every page. */
export function HelpSheet() {
  const { helpShown } = useApp()
  const words = t().help

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
      if (event.key === '?') helpShown.value = true
      else if (event.key === '/') focusField()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  if (!helpShown.value) return null
  const close = () => {
    helpShown.value = false
  }
  return (
    <Dialog title={words.title} close={close}>
      <dl class="keys">
        {words.keys.map(([keys, action]) => (
          <Fragment key={keys}>
            <dt>
              <kbd>{keys}</kbd>
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

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, dialog *')

/** The page's field for writing: the message, the filter of the list, or the first there is. */
function focusField() {
  document.querySelector<HTMLElement>('main :is(textarea, search input, input)')?.focus()
}

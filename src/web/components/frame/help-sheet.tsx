import { useEffect } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { lazy } from '../controls/lazy.tsx'

const HelpDialog = lazy(async () => (await import('./help-dialog.tsx')).HelpDialog)

/** The keys that do something, shown on `?`; listens for those that work on every page. */
export function HelpSheet() {
  const { helpShown } = useApp()

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

  const close = () => {
    helpShown.value = false
  }
  return helpShown.value ? <HelpDialog close={close} /> : null
}

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, dialog *')

/** The page's field for writing: the message, the filter of the list, or the first there is. */
function focusField() {
  document.querySelector<HTMLElement>('main :is(textarea, search input, input)')?.focus()
}

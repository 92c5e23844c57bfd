import { messageTexts } from '../../locale/message/texts.ts'
import { t } from '../../locale/messages.ts'
import { useFocusHandedOn } from '../controls/use-focus-handed-on.ts'
import type { Fetching } from './use-log-window.ts'

/** What is on its way to the log, at the end at which it will stand; or that it did not come. */
export function FetchingNote({ what, state, again }: Fetching) {
  const note = useFocusHandedOn<HTMLParagraphElement>('.log')
  const { loading, failed } = textsOf(what)
  return (
    <p
      class="log-note"
      data-below={what === 'newer'}
      data-state={state}
      // What one reads on to is no news.
      role={what === 'place' || state === 'failed' ? 'status' : undefined}
      ref={note}
    >
      {state === 'loading' ? (
        loading
      ) : (
        <>
          {failed}{' '}
          <button type="button" class="link" onClick={again}>
            {messageTexts().sending.retry}
          </button>
        </>
      )}
    </p>
  )
}

function textsOf(what: Fetching['what']) {
  const { newer, place } = messageTexts().fetching
  switch (what) {
    case 'older':
      return { loading: t().room.loadingOlder, failed: t().room.olderFailed }
    case 'newer':
      return newer
    case 'place':
      return place
    default:
      return what satisfies never
  }
}

import { messageTexts } from '../../locale/message/texts.ts'
import { talkTexts } from '../../locale/talk/texts.ts'
import { useFocusHandedOn } from '../controls/use-focus-handed-on.ts'
import type { Fetching } from './use-log-window.ts'

/** What is on its way to the log, at the end at which it will stand; or that it did not come. */
export function FetchingNote({ what, state, again }: Fetching) {
  const note = useFocusHandedOn<HTMLParagraphElement>('.log')
  const { loading, failed } = talkTexts().fetching[what]
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

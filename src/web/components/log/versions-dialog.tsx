import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { Message, MessageVersion } from '../../../protocol/messages.ts'
import type { Answer } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { talkApi } from '../../app/talk-api.ts'
import { explain, t } from '../../locale/messages.ts'
import { talkTexts } from '../../locale/talk/texts.ts'
import { exactTime } from '../../text/times.ts'
import { Dialog } from '../controls/dialog.tsx'
import { roomShown } from './message-standing.ts'

/** All texts that a message has had, the newest first. */
export function VersionsDialog({ message, close }: { message: Message; close: () => void }) {
  const app = useApp()
  const answer = useSignal<Answer<{ versions: MessageVersion[] }> | null>(null)
  const words = talkTexts().changes

  useLayoutEffect(() => {
    const ask = async () => {
      answer.value = await talkApi(app.api).versions(roomShown(app)?.id ?? '', message.id)
    }
    void ask()
  }, [message.version])

  return (
    <Dialog title={words.versionsTitle} close={close}>
      <ol class="versions" aria-busy={answer.value === null}>
        {answer.value?.ok &&
          answer.value.value.versions.toReversed().map(({ body, at }) => (
            <li key={at + body}>
              <time dateTime={at}>{exactTime(at)}</time>
              <p class="quoted" dir="auto">
                {body}
              </p>
            </li>
          ))}
      </ol>
      {answer.value?.ok === false && (
        <p class="error" role="alert">
          {explain(answer.value.refusal)}
        </p>
      )}
      <div class="actions">
        <button type="button" onClick={close}>
          {t().close}
        </button>
      </div>
    </Dialog>
  )
}

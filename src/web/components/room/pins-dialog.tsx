import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { wordsOf } from '../../../protocol/formatting/words.ts'
import type { Message } from '../../../protocol/messages.ts'
import type { PinnedMessage } from '../../../protocol/pins.ts'
import { excerptOf } from '../../../protocol/quotes.ts'
import type { Answer } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { isBlocked } from '../../app/blocked.ts'
import { nameOf } from '../../app/name-of.ts'
import { talkApi } from '../../app/talk-api.ts'
import { explain, t } from '../../locale/messages.ts'
import { talkTexts } from '../../locale/talk/texts.ts'
import { isolated } from '../../text/isolated.ts'
import { dayOf, exactTime, timeOf } from '../../text/times.ts'
import { Dialog } from '../controls/dialog.tsx'
import { useFocusInRows } from '../controls/use-focus-in-rows.ts'
import { pin } from '../log/message-actions.ts'
import { mayPin } from '../log/message-standing.ts'

type Props = { roomId: string; close: () => void }

/** What is pinned in a room, the newest pin first. */
export function PinsDialog({ roomId, close }: Props) {
  const app = useApp()
  const { store, reading, clock } = app
  const answer = useSignal<Answer<{ pins: PinnedMessage[] }> | null>(null)
  const refused = useSignal<string | null>(null)
  const list = useFocusInRows<HTMLUListElement>('li')
  const words = talkTexts()

  useLayoutEffect(() => {
    const ask = async () => {
      answer.value = await talkApi(app.api).pins(roomId)
    }
    void ask()
    // Whatever was said anew since is said here as well.
  }, [store.pins.value, store.newest.value])

  const unpin = async (message: Message) => {
    const { done, text } = await pin(message, app, false)
    refused.value = done ? null : text
  }

  const found = answer.value?.ok ? answer.value.value.pins : []
  return (
    <Dialog title={words.pinsTitle} close={close}>
      <ul class="pins" ref={list} aria-busy={answer.value === null}>
        {found.map(({ message, pinnedBy }) => (
          <li key={message.id}>
            <article>
              <header>
                <bdi class="author">{nameOf(message.author)}</bdi>{' '}
                <time dateTime={message.postedAt} title={exactTime(message.postedAt)}>
                  {dayOf(message.postedAt, clock.now())}, {timeOf(message.postedAt)}
                </time>
              </header>
              <p dir="auto">
                {isBlocked(message, app)
                  ? t().room.ofBlocked
                  : excerptOf({ ...message, body: wordsOf(message.body) })}
              </p>
              <p class="hint">{words.pinnedBy(isolated(nameOf(pinnedBy)))}</p>
              <div class="actions">
                {mayPin(app) && (
                  <button type="button" onClick={() => void unpin(message)}>
                    {talkTexts().actions.unpin}
                  </button>
                )}
                <button
                  type="button"
                  onClick={() => {
                    close()
                    reading.wanted.value = message.seq
                  }}
                >
                  {words.goTo}
                </button>
              </div>
            </article>
          </li>
        ))}
      </ul>
      {refused.value && (
        <p class="error" role="alert">
          {refused.value}
        </p>
      )}
      {answer.value?.ok && found.length === 0 && <p>{words.noPins}</p>}
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

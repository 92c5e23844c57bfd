import refusedIcon from 'icon:circle-alert'
import waitingIcon from 'icon:clock'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Message } from '../../../protocol/messages.ts'
import type { Amendment } from '../../app/amendments.ts'
import { useApp } from '../../app/app-context.ts'
import { copyText } from '../../app/clipboard.ts'
import { messageTexts } from '../../locale/message/texts.ts'
import { explain } from '../../locale/messages.ts'
import { talkTexts } from '../../locale/talk/texts.ts'
import { Icon } from '../controls/icon.tsx'
import { useFocusHandedOn } from '../controls/use-focus-handed-on.ts'

/** Below a message: that a change of it waits, or was refused, and what can be done about it. */
export function AmendmentNote({ message, amendment }: { message: Message; amendment: Amendment }) {
  const { amendments, editing, news } = useApp()
  const note = useFocusHandedOn<HTMLDivElement>(`article[data-seq="${message.seq}"]`)
  const copied = useSignal(false)
  const { wish, state } = amendment
  const words = talkTexts().changes
  const refused = state.kind === 'refused'
  const sentence = refused
    ? `${wish.kind === 'edit' ? words.editRefused : words.deletionRefused} ${explain({ errors: [], ...state })}`
    : wish.kind === 'edit'
      ? words.editWaits
      : words.deletionWaits
  useEffect(() => news.say(sentence), [sentence])

  return (
    <div class="amendment" data-state={state.kind} ref={note}>
      <p class="state">
        <Icon of={refused ? refusedIcon : waitingIcon} />
        {sentence}
      </p>
      {refused && wish.kind === 'edit' && (
        <p class="quoted" dir="auto">
          {wish.body}
        </p>
      )}
      <div class="actions">
        {refused && wish.kind === 'edit' && message.deletedAt === null && (
          <button type="button" class="plain" onClick={() => editing.begin(message, 'log')}>
            {words.again}
          </button>
        )}
        {refused && wish.kind === 'edit' && (
          <button
            type="button"
            class="plain"
            onClick={async () => {
              copied.value = await copyText(wish.body)
            }}
          >
            {copied.value ? messageTexts().sending.copied : messageTexts().sending.copy}
          </button>
        )}
        <button type="button" class="plain" onClick={() => amendments.discard(message.id)}>
          {messageTexts().sending.discard}
        </button>
      </div>
    </div>
  )
}

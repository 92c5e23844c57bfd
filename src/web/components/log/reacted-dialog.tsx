import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { Members } from '../../../protocol/members.ts'
import type { Message } from '../../../protocol/messages.ts'
import { useApp } from '../../app/app-context.ts'
import { nameOf } from '../../app/name-of.ts'
import { messageTexts } from '../../locale/message/texts.ts'
import { t } from '../../locale/messages.ts'
import { talkTexts } from '../../locale/talk/texts.ts'
import { Dialog } from '../controls/dialog.tsx'
import { roomShown } from './message-standing.ts'

type Props = { message: Message; close: () => void }

/**
 * Who put which emoji under a message, all of them: for fingers and for eyes with a keyboard, which
 * never see what a pill says to whoever points at it.
 */
export function ReactedDialog({ message: { reactions }, close }: Props) {
  const app = useApp()
  const members = useSignal<ReadonlyMap<string, string>>(new Map())

  useLayoutEffect(() => {
    // Those who neither are inside nor said anything that is loaded. Without a line, they are counted.
    const ask = async () => {
      const answer = await app.api.ask<Members>(
        'GET',
        `/api/rooms/${roomShown(app)?.id ?? ''}/members`,
      )
      if (!answer.ok) return
      members.value = new Map(answer.value.members.map(({ user }) => [user.id, user.username]))
    }
    void ask()
  }, [])

  const known = new Map(members.value)
  for (const { author } of app.store.messages.value) known.set(author.id, author.username)
  for (const { id, username } of app.store.people.value.values()) known.set(id, username)
  return (
    <Dialog title={talkTexts().actions.reacted} close={close}>
      <ul class="versions">
        {reactions.map(({ emoji, people }) => {
          const called = people.flatMap((id) => known.get(id) ?? [])
          const others = people.length - called.length
          return (
            <li key={emoji}>
              <span class="sign">{emoji}</span> {people.length}
              <ul>
                {called.map((username) => (
                  <li key={username}>
                    <bdi>{nameOf({ username })}</bdi>
                  </li>
                ))}
                {others > 0 && <li>{messageTexts().reactions.andOthers('', others)}</li>}
              </ul>
            </li>
          )
        })}
      </ul>
      <div class="actions">
        <button type="button" onClick={close}>
          {t().close}
        </button>
      </div>
    </Dialog>
  )
}

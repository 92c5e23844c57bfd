import addIcon from 'icon:face-slightly-smiling-plus'
import { useComputed } from '@preact/signals'
import type { Message, Reaction } from '../../../protocol/messages.ts'
import { useApp } from '../../app/app-context.ts'
import type { App } from '../../app/composition.ts'
import { selfId } from '../../app/self.ts'
import { messageTexts } from '../../locale/message/texts.ts'
import { Icon } from '../controls/icon.tsx'
import { takesWords } from './message-standing.ts'
import type { Opened } from './opened.ts'
import { refusedReaction, toggle } from './react.ts'

type Props = { message: Message; open: ((what: Opened) => void) | undefined }

/** What stands under a message: each emoji with how many put it there, and one's own to be taken away. */
export function Reactions({ message, open }: Props) {
  const app = useApp()
  const self = selfId(app)
  // An archive that an older page kept knows of none.
  const reactions = message.reactions ?? []
  if (reactions.length === 0) return null
  return (
    <ul class="reactions" aria-label={messageTexts().reactions.label}>
      {reactions.map((reaction) => (
        <li key={reaction.emoji}>
          <Pill message={message} reaction={reaction} isOwn={reaction.people.includes(self)} />
        </li>
      ))}
      {open && takesWords(app) && (
        <li>
          <button
            type="button"
            class="reaction"
            aria-label={messageTexts().reactions.add}
            title={messageTexts().reactions.add}
            aria-haspopup="dialog"
            onClick={() => open({ kind: 'reactions', message })}
          >
            <Icon of={addIcon} />
          </button>
        </li>
      )}
    </ul>
  )
}

/** Why the emoji that was pressed last, if it was for this message, was not put there. */
export function RefusedReaction({ message: { id } }: { message: Message }) {
  const refused = refusedReaction.value
  return (
    refused?.messageId === id && (
      <p class="error" role="alert">
        {refused.why}
      </p>
    )
  )
}

type PillProps = { message: Message; reaction: Reaction; isOwn: boolean }

function Pill({ message, reaction: { emoji, people }, isOwn }: PillProps) {
  const app = useApp()
  const who = useComputed(() => names(people, app)).value
  const isTaken = takesWords(app)
  return (
    <button
      type="button"
      class="reaction"
      aria-pressed={isOwn}
      // It still says who put it there.
      aria-disabled={isTaken ? undefined : 'true'}
      aria-label={`${emoji} ${people.length}`}
      aria-description={who}
      title={who}
      onClick={() => isTaken && void toggle(message, emoji, app)}
    >
      <span class="sign">{emoji}</span>
      {people.length}
    </button>
  )
}

/** So many are named; the others are counted. */
const mostNamed = 8

/** Who put it there, as far as this window knows what they are called. */
function names(ids: readonly string[], { store }: App): string {
  const known = new Map<string, string>()
  for (const { author } of store.messages.value) known.set(author.id, author.username)
  for (const { id, username } of store.people.value.values()) known.set(id, username)
  const called = ids.flatMap((id) => known.get(id) ?? []).slice(0, mostNamed)
  const rest = ids.length - called.length
  return rest === 0
    ? called.join(', ')
    : messageTexts().reactions.andOthers(called.join(', '), rest)
}

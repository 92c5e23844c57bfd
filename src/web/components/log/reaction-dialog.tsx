import { useComputed, useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Message } from '../../../protocol/messages.ts'
import { useApp } from '../../app/app-context.ts'
import { explain, t } from '../../locale/messages.ts'
import { type Emoji, fitting, loadEmoji } from '../../text/emoji.ts'
import { fold } from '../../text/fold.ts'
import { Dialog } from '../controls/dialog.tsx'
import { react, selfId } from './message-actions.ts'

/** Offered before anything is looked for, after those that the person used last. */
const usual = ['👍', '❤️', '😂', '🎉', '😮', '😢', '🙏', '👎']
const mostOffered = 24

/** Chooses an emoji to put under a message. */
export function ReactionDialog({ message, close }: { message: Message; close: () => void }) {
  const app = useApp()
  const field = useRef<HTMLInputElement>(null)
  const wanted = useSignal('')
  const all = useSignal<readonly Emoji[]>([])
  const refused = useSignal<string | null>(null)
  const offered = useComputed(() => {
    const name = fold(wanted.value.trim()).replaceAll(' ', '_')
    if (name === '') return [...new Set([...app.recentEmoji.all(), ...usual])].map(unnamed)
    return fitting(all.value, name, mostOffered)
  }).value

  useLayoutEffect(() => {
    field.current?.focus()
    const load = async () => {
      all.value = await loadEmoji().catch(() => [])
    }
    void load()
  }, [])

  const choose = async (emoji: string) => {
    const isOwn = message.reactions.some(
      (one) => one.emoji === emoji && one.people.includes(selfId(app)),
    )
    const answer = await react(message, emoji, !isOwn, app)
    if (answer.ok) close()
    else refused.value = explain(answer.refusal)
  }

  return (
    <Dialog title={t().actions.react} kind="reaction-dialog" close={close}>
      <label class="field">
        <span>{t().reactions.find}</span>
        <input
          ref={field}
          type="search"
          value={wanted.value}
          autocomplete="off"
          onInput={({ currentTarget }) => {
            wanted.value = currentTarget.value
          }}
          onKeyDown={(event) => {
            const [first] = offered
            if (event.key === 'Enter' && !event.isComposing && first) void choose(first.sign)
          }}
        />
      </label>
      <fieldset class="emoji-grid" aria-label={t().composer.emoji}>
        {offered.map(({ name, sign }) => (
          <button
            type="button"
            class="plain"
            key={sign}
            title={name}
            aria-label={name === '' ? sign : `${sign} ${name.replaceAll('_', ' ')}`}
            onClick={() => void choose(sign)}
          >
            {sign}
          </button>
        ))}
      </fieldset>
      {offered.length === 0 && <p>{t().reactions.noneFound}</p>}
      {refused.value !== null && (
        <p class="error" role="alert">
          {refused.value}
        </p>
      )}
      <div class="actions">
        <button type="button" onClick={close}>
          {t().cancel}
        </button>
      </div>
    </Dialog>
  )
}

const unnamed = (sign: string): Emoji => ({ name: '', sign })

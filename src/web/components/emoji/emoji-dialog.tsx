import { useComputed, useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { language, t } from '../../locale/messages.ts'
import { writingTexts } from '../../locale/writing/texts.ts'
import {
  type EmojiGroup,
  foundEmoji,
  loadEmojiGroups,
  type NamedEmoji,
  toned,
} from '../../text/emoji-groups.ts'
import { Dialog } from '../controls/dialog.tsx'
import { EmojiGrid } from './emoji-grid.tsx'
import { EmojiTabs, recent } from './emoji-tabs.tsx'
import { ToneChoice } from './tone-choice.tsx'

/** Offered before anything is looked for, after those that the person used last. */
const usual = ['👍', '❤️', '😂', '🎉', '😮', '😢', '🙏', '👎']
const mostFound = 60

type Props = {
  title: string
  /** What it returns is why it was refused. */
  choose: (sign: string) => undefined | Promise<string | null>
  close: () => void
}

/** Chooses an emoji: by its name, or from its group. */
export function EmojiDialog({ title, choose, close }: Props) {
  const { recentEmoji } = useApp()
  const field = useRef<HTMLInputElement>(null)
  const grid = useRef<HTMLFieldSetElement>(null)
  const typed = useSignal('')
  const groups = useSignal<readonly EmojiGroup[]>([])
  const missing = useSignal(false)
  const tab = useSignal<string>(recent)
  const tone = useSignal(recentEmoji.tone())
  const refused = useSignal<string | null>(null)
  const words = writingTexts()

  useLayoutEffect(() => field.current?.focus(), [])
  useLayoutEffect(() => {
    const load = async () => {
      groups.value = await loadEmojiGroups(language.value).catch(() => [])
      missing.value = groups.value.length === 0
    }
    void load()
  }, [language.value])

  const offered = useComputed(() => {
    const all = groups.value
    if (typed.value.trim() !== '') return foundEmoji(all, typed.value, mostFound)
    if (tab.value !== recent) return all.find(({ name }) => name === tab.value)?.emoji ?? []
    const named = new Map(all.flatMap(({ emoji }) => emoji.map((one) => [one.sign, one] as const)))
    return [...new Set([...recentEmoji.all(), ...usual])].map(
      (sign) => named.get(sign) ?? unnamed(sign),
    )
  }).value

  const take = async (emoji: NamedEmoji) => {
    const sign = emoji.hasTones ? toned(emoji.sign, tone.value) : emoji.sign
    refused.value = (await choose(sign)) ?? null
  }

  return (
    <Dialog title={title} kind="emoji-dialog" close={close}>
      <div class="emoji-head">
        <label class="field">
          <span>{words.find}</span>
          <input
            ref={field}
            type="search"
            value={typed.value}
            autocomplete="off"
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value
            }}
            onKeyDown={(event) => {
              if (event.isComposing) return
              const [first] = offered
              if (event.key === 'ArrowDown') grid.current?.querySelector('button')?.focus()
              else if (event.key !== 'Enter') return
              // It would make a line in the field that the emoji goes into.
              event.preventDefault()
              if (event.key === 'Enter' && first) void take(first)
            }}
          />
        </label>
        <ToneChoice
          tone={tone.value}
          choose={(next) => {
            tone.value = next
            recentEmoji.useTone(next)
          }}
        />
      </div>
      {typed.value.trim() === '' && (
        <EmojiTabs groups={groups.value} chosen={tab.value} choose={(next) => (tab.value = next)} />
      )}
      {missing.value && <p role="status">{words.notLoaded}</p>}
      <EmojiGrid
        grid={grid}
        emoji={offered}
        tone={tone.value}
        choose={(emoji) => void take(emoji)}
        leave={() => field.current?.focus()}
      />
      {offered.length === 0 && groups.value.length > 0 && <p role="status">{words.noneFound}</p>}
      {/* Which one Enter takes is seen, and to be heard. */}
      <p class="visually-hidden" role="status">
        {typed.value.trim() !== '' && offered[0]?.name}
      </p>
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

/** What was used in a skin tone is that emoji, whatever the tone that is chosen now. */
const unnamed = (sign: string): NamedEmoji => ({ sign, name: '', words: [], hasTones: false })

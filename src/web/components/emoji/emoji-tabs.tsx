import { writingTexts } from '../../locale/writing/texts.ts'
import type { EmojiGroup } from '../../text/emoji-groups.ts'

/** The group of those that the person used last. */
export const recent = 'recent'

type Props = {
  groups: readonly EmojiGroup[]
  chosen: string
  choose: (group: string) => void
}

/** The groups, each shown by its first emoji. */
export function EmojiTabs({ groups, chosen, choose }: Props) {
  const words = writingTexts()
  const called: Record<string, string> = words.groupNames
  const all = [
    { name: recent, sign: '🕘', label: words.recent },
    ...groups.map(({ name, emoji }) => ({
      name,
      sign: emoji[0]?.sign ?? '',
      label: called[name] ?? name,
    })),
  ]
  return (
    <fieldset class="emoji-tabs" aria-label={words.groups}>
      {all.map(({ name, sign, label }) => (
        <button
          type="button"
          class="plain"
          key={name}
          title={label}
          aria-label={label}
          aria-pressed={name === chosen}
          onClick={() => choose(name)}
        >
          {sign}
        </button>
      ))}
    </fieldset>
  )
}

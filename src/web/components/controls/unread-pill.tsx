import upIcon from 'icon:arrow-up'
import { t } from '../../locale/messages.ts'
import { Icon } from './icon.tsx'
import { useFocusHandedOn } from './use-focus-handed-on.ts'

/** Leads to the first message that is new to the reader, when it stands above what is drawn. */
export function UnreadPill({ count, jump }: { count: number; jump: () => void }) {
  const pill = useFocusHandedOn<HTMLButtonElement>('.log')
  return (
    <button ref={pill} type="button" class="pill upper" onClick={jump}>
      <Icon of={upIcon} />
      {t().room.unreadAbove(count)}
    </button>
  )
}

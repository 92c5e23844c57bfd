import downIcon from 'icon:arrow-down'
import { useRef } from 'preact/hooks'
import { t } from '../../locale/messages.ts'
import { Icon } from '../controls/icon.tsx'
import { useFocusHandedOn } from '../controls/use-focus-handed-on.ts'

type Props = { following: boolean; last: number; jump: () => void }

/** Says how many messages came while the reader was looking further up, and leads to them. */
export function NewMessagesPill({ following, last, jump }: Props) {
  const seen = useRef(last)
  if (following) seen.current = last
  return following ? null : <Pill count={last - seen.current} jump={jump} />
}

function Pill({ count, jump }: { count: number; jump: () => void }) {
  const pill = useFocusHandedOn<HTMLButtonElement>('.log')
  const words = t().room
  return (
    <button ref={pill} type="button" class="pill" data-news={count > 0} onClick={jump}>
      <Icon of={downIcon} />
      {count > 0 ? words.newMessages(count) : words.toNewest}
    </button>
  )
}

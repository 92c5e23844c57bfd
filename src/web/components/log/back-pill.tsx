import backIcon from 'icon:undo-2'
import { messageTexts } from '../../locale/message/texts.ts'
import { Icon } from '../controls/icon.tsx'
import { useFocusHandedOn } from '../controls/use-focus-handed-on.ts'

/** Leads back to where the reader was before they followed a quote, a pin or a date. */
export function BackPill({ back }: { back: () => void }) {
  const pill = useFocusHandedOn<HTMLButtonElement>('.log')
  return (
    <button ref={pill} type="button" class="pill upper" onClick={back}>
      <Icon of={backIcon} />
      {messageTexts().replies.back}
    </button>
  )
}

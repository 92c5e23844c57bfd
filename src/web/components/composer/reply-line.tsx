import cancelIcon from 'icon:x'
import { messageTexts } from '../../locale/message/texts.ts'
import { Icon } from '../controls/icon.tsx'
import { useFocusHandedOn } from '../controls/use-focus-handed-on.ts'

/** Above the field: whom the message that is being written answers. */
export function ReplyLine({ name, cancel }: { name: string; cancel: () => void }) {
  const line = useFocusHandedOn<HTMLParagraphElement>('.composer textarea')
  const words = messageTexts().replies
  return (
    <p class="reply-line" ref={line}>
      <span>{words.to(name)}</span>
      <button
        type="button"
        class="plain"
        aria-label={words.cancel}
        title={words.cancel}
        onClick={cancel}
      >
        <Icon of={cancelIcon} />
      </button>
    </p>
  )
}

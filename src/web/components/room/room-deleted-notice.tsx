import closeIcon from 'icon:x'
import { useApp } from '../../app/app-context.ts'
import type { Gone } from '../../app/state.ts'
import { t } from '../../locale/messages.ts'
import { Icon } from '../controls/icon.tsx'
import { useFocusHandedOn } from '../controls/use-focus-handed-on.ts'

/** Tells who was inside a room when it was deleted, or when they were put out of it. */
export function RoomDeletedNotice({ gone: { name, by, reason } }: { gone: Gone }) {
  const { store } = useApp()
  const { value: session } = store.session
  const words = t().rooms
  const own = by && session.kind === 'in' && session.user.id === by.id
  const notice = useFocusHandedOn<HTMLDivElement>()
  return (
    <div class="notice" role="alert" ref={notice}>
      <p>
        {reason
          ? words[reason](name)
          : own
            ? words.deletedByYou(name)
            : words.deleted(name, by?.username)}
      </p>
      <button
        type="button"
        class="plain"
        onClick={() => store.apply({ kind: 'deletion_acknowledged' })}
      >
        <Icon of={closeIcon} />
        <span class="visually-hidden">{t().close}</span>
      </button>
    </div>
  )
}

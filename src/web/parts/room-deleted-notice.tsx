import closeIcon from 'icon:x'
import { useApp } from '../app-context.ts'
import { t } from '../words.ts'
import { Icon } from './icon.tsx'
import { useFocusHandedOn } from './use-focus-handed-on.ts'

/** Tells who was inside a room when it was deleted. */
export function RoomDeletedNotice() {
  const { store } = useApp()
  const deleted = store.deleted.value
  return deleted && <Notice name={deleted.name} />
}

function Notice({ name }: { name: string }) {
  const { store } = useApp()
  const notice = useFocusHandedOn<HTMLDivElement>()
  return (
    <div class="notice" role="alert" ref={notice}>
      <p>{t().rooms.deleted(name)}</p>
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

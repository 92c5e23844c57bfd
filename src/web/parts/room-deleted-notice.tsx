import closeIcon from 'icon:x'
import { useApp } from '../app-context.ts'
import { t } from '../words.ts'
import { Icon } from './icon.tsx'

/** Tells who was inside a room when it was deleted. */
export function RoomDeletedNotice() {
  const { store } = useApp()
  const deleted = store.deleted.value
  if (!deleted) return null
  return (
    <div class="notice" role="alert">
      <p>{t().rooms.deleted(deleted.name)}</p>
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

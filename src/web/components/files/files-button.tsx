import filesIcon from 'icon:files'
import { useSignal } from '@preact/signals'
import { t } from '../../locale/messages.ts'
import { Icon } from '../controls/icon.tsx'
import { lazy } from '../controls/lazy.tsx'

const FilesDialog = lazy(async () => (await import('./files-dialog.tsx')).FilesDialog)

/** The way to all files of a room. */
export function FilesButton({ roomId }: { roomId: string }) {
  const isOpen = useSignal(false)
  return (
    <>
      <button
        type="button"
        class="plain"
        onFocus={FilesDialog.preload}
        onPointerEnter={FilesDialog.preload}
        onClick={() => (isOpen.value = true)}
      >
        <Icon of={filesIcon} />
        <span class="words">{t().room.files}</span>
      </button>
      {isOpen.value && <FilesDialog roomId={roomId} close={() => (isOpen.value = false)} />}
    </>
  )
}

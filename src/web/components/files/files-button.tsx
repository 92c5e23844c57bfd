import filesIcon from 'icon:files'
import { t } from '../../locale/messages.ts'
import { DialogButton } from '../controls/dialog-button.tsx'
import { Icon } from '../controls/icon.tsx'
import { lazy } from '../controls/lazy.tsx'

const FilesDialog = lazy(async () => (await import('./files-dialog.tsx')).FilesDialog)

/** The way to all files of a room. */
export function FilesButton({ roomId }: { roomId: string }) {
  return (
    <DialogButton dialog={FilesDialog} of={{ roomId }}>
      <Icon of={filesIcon} />
      <span class="words">{t().room.files}</span>
    </DialogButton>
  )
}

import { useApp } from '../../app/app-context.ts'
import { lazy } from '../controls/lazy.tsx'
import { roomShown } from './message-standing.ts'
import type { Opened } from './opened.ts'
import { ReactedDialog } from './reacted-dialog.tsx'

const DeleteMessageDialog = lazy(
  async () => (await import('./delete-message-dialog.tsx')).DeleteMessageDialog,
)
const VersionsDialog = lazy(async () => (await import('./versions-dialog.tsx')).VersionsDialog)
const ReactionDialog = lazy(async () => (await import('./reaction-dialog.tsx')).ReactionDialog)
const ReportDialog = lazy(async () => (await import('../instance/report-dialog.tsx')).ReportDialog)
const PersonDialog = lazy(async () => (await import('../members/person-dialog.tsx')).PersonDialog)

type Props = { opened: Opened; open: (what: Opened) => void; close: () => void }

/** What stands open about one message, but for its menu. */
export function AboutMessage({ opened: { kind, message }, close }: Props) {
  const room = roomShown(useApp())
  switch (kind) {
    case 'menu':
      return null
    case 'author':
      return room && <PersonDialog room={room} user={message.author} close={close} />
    case 'deletion':
      return <DeleteMessageDialog message={message} close={close} />
    case 'report':
      return <ReportDialog message={message} close={close} />
    case 'reactions':
      return <ReactionDialog message={message} close={close} />
    case 'reacted':
      return <ReactedDialog message={message} close={close} />
    case 'versions':
      return <VersionsDialog message={message} close={close} />
    default:
      return kind satisfies never
  }
}

import type { Room } from '../../../protocol/rooms.ts'
import { memberTexts } from '../../locale/members/texts.ts'
import { t } from '../../locale/messages.ts'
import { ReportsPart } from '../admin/reports-part.tsx'
import { Dialog } from '../controls/dialog.tsx'

/** What was reported in a room, for those who moderate it: of a private room nobody else is shown it. */
export function RoomReportsDialog({ room, close }: { room: Room; close: () => void }) {
  return (
    <Dialog title={memberTexts().reportsOf(room.name)} kind="members" close={close}>
      <ReportsPart roomId={room.id} />
      <div class="actions">
        <button type="button" onClick={close}>
          {t().close}
        </button>
      </div>
    </Dialog>
  )
}

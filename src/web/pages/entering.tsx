import { t } from '../locale/messages.ts'

/** A room's page for the moment until the room is there. */
export function EnteringPage() {
  return (
    <main id="main" class="page room" aria-busy="true">
      <p class="entering">{t().room.entering}</p>
    </main>
  )
}

import { useEffect, useLayoutEffect } from 'preact/hooks'
import type { Room } from '../../../protocol/rooms.ts'
import { useApp } from '../../app/app-context.ts'
import { memberTexts } from '../../locale/members/texts.ts'
import { t } from '../../locale/messages.ts'
import { whenShort } from '../../text/times.ts'

/** What there is to know before one writes in a room: that nobody can, or not oneself, or how often one may. */
export function RoomRules({ room }: { room: Room }) {
  const { mutedUntil, clock, outbox } = useApp()
  const words = memberTexts()
  // What waits for its turn need not wait for that of a pace that is no more.
  useEffect(() => outbox.wake, [room.slowMode])
  const isReadOnly = room.archivedAt !== null || mutedUntil.value !== null
  useLayoutEffect(() => {
    // Where one wrote is gone, and the keyboard with it.
    if (isReadOnly && document.activeElement === document.body)
      document.querySelector<HTMLElement>('.log')?.focus()
  }, [isReadOnly])
  if (room.archivedAt !== null) {
    return (
      <p class="notice" role="status">
        {words.archived}
        {room.role === 'owner' && ` ${words.unarchiveHint}`}
      </p>
    )
  }
  if (mutedUntil.value !== null) {
    return (
      <p class="notice" role="status">
        {t().errors.mutedUntil(whenShort(mutedUntil.value, clock.now()))}
      </p>
    )
  }
  if (room.slowMode === 0) return null
  const pace =
    room.slowMode % 60 === 0 ? words.minutes(room.slowMode / 60) : words.seconds(room.slowMode)
  return (
    <p class="hint">
      {words.slow}: {pace}
    </p>
  )
}

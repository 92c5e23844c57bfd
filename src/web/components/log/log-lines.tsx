import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'
import { dateOf, dayOf, today } from '../../text/times.ts'

/** Between two days. */
export function DayLine({ at }: { at: string }) {
  const { clock } = useApp()
  return (
    <h2 class="day-line">
      <time dateTime={at} title={dateOf(at)}>
        <span>{dayOf(at, new Date(Math.max(clock.now(), today.value)))}</span>
      </time>
    </h2>
  )
}

/** Above the first message that came since the reader last looked. */
export function NewLine() {
  return <p class="new-line">{t().room.newSince}</p>
}

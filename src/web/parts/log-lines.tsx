import { useApp } from '../app-context.ts'
import { dateOf, dayOf, today } from '../times.ts'
import { t } from '../words.ts'

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

import calendarIcon from 'icon:calendar'
import { useApp } from '../../app/app-context.ts'
import { messageTexts } from '../../locale/message/texts.ts'
import { t } from '../../locale/messages.ts'
import { dateOf, dayOf } from '../../text/times.ts'
import { Icon } from '../controls/icon.tsx'
import { lazy } from '../controls/lazy.tsx'

export const DateDialog = lazy(async () => (await import('./date-dialog.tsx')).DateDialog)

/** Between two days; `toDate` asks for another. */
export function DayLine({ at, toDate }: { at: string; toDate: () => void }) {
  const { clock } = useApp()
  const label = messageTexts().replies.toDate
  return (
    <div class="day-line">
      <h2>
        <time dateTime={at} title={dateOf(at)}>
          <span>{dayOf(at, clock.now())}</span>
        </time>
      </h2>
      <button
        type="button"
        class="plain"
        aria-label={label}
        title={label}
        aria-haspopup="dialog"
        onPointerEnter={DateDialog.preload}
        onClick={toDate}
      >
        <Icon of={calendarIcon} />
      </button>
    </div>
  )
}

/** Above the first message that came since the reader last looked. */
export function NewLine() {
  return <p class="new-line">{t().room.newSince}</p>
}

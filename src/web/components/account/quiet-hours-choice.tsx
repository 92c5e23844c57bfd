import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { QuietHours } from '../../../protocol/push.ts'
import { accountApi } from '../../app/account-api.ts'
import { useApp } from '../../app/app-context.ts'
import { pushTexts } from '../../locale/push/texts.ts'

/** From ten in the evening to seven: what most would choose. */
const usual = { from: 22 * 60, to: 7 * 60 }

/** When nothing rings, in the time zone of this device. */
export function QuietHoursChoice() {
  const { api, quietHours } = useApp()
  const failed = useSignal(false)
  const words = pushTexts()
  const hours = quietHours.value

  useLayoutEffect(() => {
    const ask = async () => {
      const answer = await accountApi(api).quietHours()
      if (answer.ok) quietHours.value = answer.value.quietHours
    }
    void ask()
  }, [])

  const choose = async (next: QuietHours) => {
    const before = quietHours.value
    quietHours.value = next
    const answer = await accountApi(api).chooseQuietHours(next)
    failed.value = !answer.ok
    if (!answer.ok) quietHours.value = before
  }
  const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone
  const at = (which: 'from' | 'to', label: string) =>
    hours && (
      <label class="field">
        <span>{label}</span>
        <input
          type="time"
          value={clockOf(hours[which])}
          onChange={({ currentTarget: { value } }) => {
            const minutes = minutesOf(value)
            if (minutes !== undefined) void choose({ ...hours, [which]: minutes, timeZone: here() })
          }}
        />
      </label>
    )

  return (
    <>
      <label class="choice">
        <input
          type="checkbox"
          checked={hours !== null}
          onChange={({ currentTarget: { checked } }) =>
            void choose(checked ? { ...usual, timeZone: here() } : null)
          }
        />
        {words.quiet}
      </label>
      {hours && (
        <div class="quiet-hours">
          {at('from', words.from)}
          {at('to', words.to)}
        </div>
      )}
      {failed.value && (
        <p class="error" role="alert">
          {words.failed}
        </p>
      )}
    </>
  )
}

const clockOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

function minutesOf(clock: string): number | undefined {
  const [hours, minutes] = clock.split(':').map(Number)
  return hours !== undefined && minutes !== undefined ? hours * 60 + minutes : undefined
}

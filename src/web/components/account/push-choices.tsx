import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import {
  reachOf,
  type Shows,
  subscribe,
  subscriptionOf,
  tell,
  unsubscribe,
} from '../../app/push.ts'
import { pushTexts } from '../../locale/push/texts.ts'
import { QuietHoursChoice } from './quiet-hours-choice.tsx'

/** What this device is told while Parlor is closed, and when nothing is. */
export function PushChoices() {
  const { api, preferences } = useApp()
  const told = useSignal(false)
  const wrong = useSignal<'blocked' | 'failed' | null>(null)
  const words = pushTexts()
  const reach = reachOf(window)

  useLayoutEffect(() => {
    const find = async () => {
      told.value = (await subscriptionOf(window).catch(() => null)) !== null
    }
    void find()
  }, [])

  const choose = async (wanted: boolean) => {
    wrong.value = null
    if (!wanted) {
      await unsubscribe(window, api)
      told.value = false
      return
    }
    const end = await subscribe(window, api, preferences.pushShows.peek())
    told.value = end === 'done'
    if (end !== 'done') wrong.value = end
  }
  const chooseShows = async (shows: Shows) => {
    preferences.pushShows.value = shows
    wrong.value = (await tell(api, await subscriptionOf(window), shows)) ? null : 'failed'
  }

  const shows: [Shows, string][] = [
    ['text', words.showsText],
    ['room', words.showsRoom],
    ['nothing', words.showsNothing],
  ]
  return (
    <>
      {reach === 'only_installed' && <p class="hint">{words.iphone}</p>}
      {reach === 'possible' && (
        <>
          <label class="choice">
            <input
              type="checkbox"
              checked={told.value}
              onChange={({ currentTarget }) => void choose(currentTarget.checked)}
            />
            {words.device}
          </label>
          <p class="hint">{words.deviceHint}</p>
          {told.value && (
            <label class="field">
              <span>{words.shows}</span>
              <select
                value={preferences.pushShows.value}
                onChange={({ currentTarget: { value } }) => {
                  const chosen = shows.find(([one]) => one === value)
                  if (chosen) void chooseShows(chosen[0])
                }}
              >
                {shows.map(([one, label]) => (
                  <option key={one} value={one}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
          )}
          {wrong.value && (
            <p class="error" role="alert">
              {words[wrong.value]}
            </p>
          )}
        </>
      )}
      <QuietHoursChoice />
    </>
  )
}

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { SessionInfo } from '../../protocol/people.ts'
import { useApp } from '../app-context.ts'
import { deviceOf } from '../device.ts'
import { ago } from '../times.ts'
import { t } from '../words.ts'

/** Where the person is logged in, and a way to log out there from here. */
export function SessionsList() {
  const { api } = useApp()
  const sessions = useSignal<readonly SessionInfo[]>([])
  const failed = useSignal(false)
  const words = t().preferences

  const load = async () => {
    const answer = await api.sessions()
    failed.value = !answer.ok
    if (answer.ok) sessions.value = answer.value.sessions
  }
  const end = async (id: string) => {
    const answer = await api.endSession(id)
    failed.value = !answer.ok
    if (answer.ok) await load()
  }
  useEffect(() => void load(), [])

  return (
    <fieldset>
      <legend>{words.sessions}</legend>
      <ul class="sessions">
        {sessions.value.map(({ id, userAgent, createdAt, current }) => (
          <li key={id}>
            <span title={userAgent}>
              {deviceOf(userAgent) ?? words.unknownDevice}
              <span class="hint">
                {' '}
                {current ? words.thisSession : words.loggedIn(ago(createdAt, Date.now()))}
              </span>
            </span>
            {!current && (
              <button type="button" onClick={() => void end(id)}>
                {words.endSession}
              </button>
            )}
          </li>
        ))}
      </ul>
      {failed.value && (
        <p class="error" role="alert">
          {words.sessionsFailed}
        </p>
      )}
    </fieldset>
  )
}

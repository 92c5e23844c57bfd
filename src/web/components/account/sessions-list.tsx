import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { SessionInfo } from '../../../protocol/people.ts'
import { accountApi } from '../../app/account-api.ts'
import { useApp } from '../../app/app-context.ts'
import { deviceOf } from '../../app/device.ts'
import { preferencesTexts } from '../../locale/preferences/texts.ts'
import { ago } from '../../text/times.ts'
import { useFocusInRows } from '../controls/use-focus-in-rows.ts'

/**
 * Where the person is logged in, and ways to log out there from here.
 * @property headed whether what stands above says so already
 */
export function SessionsList({ headed = false }: { headed?: boolean }) {
  const { api } = useApp()
  const sessions = useSignal<readonly SessionInfo[]>([])
  const failed = useSignal(false)
  const part = useFocusInRows<HTMLFieldSetElement>()
  const words = preferencesTexts()

  const load = async () => {
    const answer = await accountApi(api).sessions()
    failed.value = !answer.ok
    if (answer.ok) sessions.value = answer.value.sessions
  }
  const andLoad = async (end: Promise<{ ok: boolean }>) => {
    const { ok } = await end
    failed.value = !ok
    if (ok) await load()
  }
  useEffect(() => void load(), [])

  return (
    <fieldset ref={part}>
      <legend class={headed ? 'visually-hidden' : undefined}>{words.sessions}</legend>
      <ul class="sessions">
        {sessions.value.map((session) => (
          <li key={session.id}>
            <Place session={session} />
            {!session.current && (
              <button
                type="button"
                onClick={() => void andLoad(accountApi(api).endSession(session.id))}
              >
                {words.endSession}
              </button>
            )}
          </li>
        ))}
      </ul>
      {sessions.value.some(({ current }) => !current) && (
        <button type="button" onClick={() => void andLoad(accountApi(api).endOtherSessions())}>
          {words.endOtherSessions}
        </button>
      )}
      {failed.value && (
        <p class="error" role="alert">
          {words.sessionsFailed}
        </p>
      )}
    </fieldset>
  )
}

function Place({ session }: { session: SessionInfo }) {
  const { userAgent, createdAt, lastSeenAt, address, newDevice, current } = session
  const words = preferencesTexts()
  const now = Date.now()
  return (
    <span title={userAgent}>
      {deviceOf(userAgent) ?? words.unknownDevice}{' '}
      {newDevice && !current && <strong class="tag">{words.newDevice}</strong>}
      <span class="hint">
        {current
          ? words.thisSession
          : `${words.loggedIn(ago(createdAt, now))}, ${words.lastUsed(ago(lastSeenAt, now))}`}
        {address && (
          <>
            {' · '}
            <bdi>{address}</bdi>
          </>
        )}
      </span>
    </span>
  )
}

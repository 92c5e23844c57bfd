import { useSignal } from '@preact/signals'
import type { Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { explain, t } from '../../locale/messages.ts'

/** Who steps out to the list without leaving is still inside, and can see so and leave from here. */
export function StillInside() {
  const { leaveRoom } = useApp()
  const failure = useSignal<Refusal | null>(null)

  const leave = async () => {
    const answer = await leaveRoom()
    failure.value = answer.ok ? null : answer.refusal
  }

  return (
    <p class={failure.value ? 'here refused' : 'here'}>
      <span>{t().rooms.here}</span>
      <button type="button" class="link" onClick={() => void leave()}>
        {t().rooms.leave}
      </button>
      {failure.value && (
        <span class="error" role="alert">
          {explain(failure.value)}
        </span>
      )}
    </p>
  )
}

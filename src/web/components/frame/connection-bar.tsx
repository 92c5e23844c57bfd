import unplugIcon from 'icon:unplug'
import { useComputed, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'
import { timeOf } from '../../text/times.ts'
import { Icon } from '../controls/icon.tsx'
import { useFocusHandedOn } from '../controls/use-focus-handed-on.ts'

/** One failed poll is nothing to trouble anyone with. */
const failuresBeforeSaying = 2

/** Quiet while all is well; says since when the line is down, and when it is tried next. */
export function ConnectionBar() {
  const { store, clock } = useApp()
  const now = useSignal(clock.now())
  const failing = useComputed(() => {
    const connection = store.connection.value
    return connection.kind === 'failing' && connection.failures >= failuresBeforeSaying
      ? connection
      : null
  })
  const down = failing.value

  useEffect(() => {
    if (!down) return
    now.value = clock.now()
    const tick = setInterval(() => (now.value = clock.now()), 1000)
    return () => clearInterval(tick)
  }, [down])

  const words = t().connection
  const seconds = down ? Math.ceil((down.next - now.value) / 1000) : 0
  return (
    <div class="connection-bar" role="status" hidden={!down}>
      {down && (
        <>
          <Icon of={unplugIcon} />
          <span>{words.lost(timeOf(down.since))}</span>
          <span aria-hidden="true" class="quiet">
            {seconds > 0 ? words.nextTry(seconds) : words.trying}
          </span>
          <TryNow />
        </>
      )}
    </div>
  )
}

function TryNow() {
  const { wake } = useApp()
  const button = useFocusHandedOn<HTMLButtonElement>('.log')
  return (
    <button type="button" onClick={wake} ref={button}>
      {t().connection.tryNow}
    </button>
  )
}

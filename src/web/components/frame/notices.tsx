import { useSignal } from '@preact/signals'
import { useApp } from '../../app/app-context.ts'
import { languages, t, wordless } from '../../locale/messages.ts'
import { exactTime, sameDay, timeOf } from '../../text/times.ts'

/** What this page has to do without, and what can be done about it. */
export function Notices() {
  const { store, upgrade, keeps } = useApp()
  const closed = useSignal(false)
  const missing = wordless.value
  const session = store.session.value
  const visit = store.visit.value
  const asOf = session.kind === 'in' ? session.asOf : null
  const earlier = visit.kind === 'earlier' ? visit.asOf : asOf
  const words = t().missing
  // A browser does not ask again for a script that has failed in this page.
  const reload = { action: words.reload, act: () => location.reload() }
  return (
    <div role="status">
      {earlier !== null && <Notice>{words.earlier(momentOf(earlier))}</Notice>}
      {upgrade.newer.value && <Notice {...reload}>{words.updated}</Notice>}
      {missing && !upgrade.newer.value && (
        <Notice {...reload}>{words.words(languages[missing].name)}</Notice>
      )}
      {!keeps && session.kind === 'in' && !closed.value && (
        <Notice action={t().close} act={() => (closed.value = true)}>
          {words.storage}
        </Notice>
      )}
    </div>
  )
}

function Notice(props: { children: string; action?: string; act?: () => void }) {
  return (
    <p class="bar">
      <span>{props.children}</span>
      {props.action && (
        <button type="button" onClick={props.act}>
          {props.action}
        </button>
      )}
    </p>
  )
}

/** Today's are told by the time alone. */
function momentOf(at: number): string {
  const moment = new Date(at).toISOString()
  return sameDay(moment, new Date().toISOString()) ? timeOf(moment) : exactTime(moment)
}

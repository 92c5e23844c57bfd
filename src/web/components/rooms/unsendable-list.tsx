import { useComputed } from '@preact/signals'
import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'
import { SendingList } from '../composer/sending-strip.tsx'

/** Messages that were refused for good, shown where their room can no longer show them. */
export function UnsendableList() {
  const { outbox } = useApp()
  const refused = useComputed(() =>
    outbox.items.value.filter((item) => item.state.kind === 'refused'),
  )
  if (refused.value.length === 0) return null
  const words = t().rooms
  return (
    <section class="card" aria-label={words.unsent}>
      <h2>{words.unsent}</h2>
      <p class="quiet">{words.unsentHint}</p>
      <SendingList items={refused.value} label={words.unsent} named />
    </section>
  )
}

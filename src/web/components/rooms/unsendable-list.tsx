import { useComputed } from '@preact/signals'
import { useApp } from '../../app/app-context.ts'
import { instanceTexts } from '../../locale/instance/texts.ts'
import { SendingList } from '../composer/sending-strip.tsx'

/** Messages that were refused for good, shown where their room can no longer show them. */
export function UnsendableList() {
  const { outbox } = useApp()
  const refused = useComputed(() =>
    outbox.items.value.filter((item) => item.state.kind === 'refused'),
  )
  if (refused.value.length === 0) return null
  const words = instanceTexts().unsent
  return (
    <section class="card" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p class="quiet">{words.hint}</p>
      <SendingList items={refused.value} label={words.title} named />
    </section>
  )
}

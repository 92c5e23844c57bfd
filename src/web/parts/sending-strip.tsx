import sentIcon from 'icon:check'
import refusedIcon from 'icon:circle-alert'
import waitingIcon from 'icon:clock'
import copyIcon from 'icon:copy'
import retryIcon from 'icon:rotate-cw'
import discardIcon from 'icon:trash'
import { useComputed, useSignal } from '@preact/signals'
import { useApp } from '../app-context.ts'
import type { ItemState, OutboxItem } from '../outbox.ts'
import { explain, t } from '../words.ts'
import { Icon, type IconShapes } from './icon.tsx'
import { useFocusHandedOn } from './use-focus-handed-on.ts'

/** What one has written and the log does not show yet: below the log, never in it. */
export function SendingStrip({ roomId }: { roomId: string }) {
  const { outbox } = useApp()
  const items = useComputed(() => outbox.items.value.filter((item) => item.room.id === roomId))
  if (items.value.length === 0) return null
  return (
    <ul class="sending" aria-label={t().sending.title}>
      {items.value.map((item) => (
        <SendingItem key={item.key} item={item} />
      ))}
    </ul>
  )
}

/** @param named says which room it was meant for */
export function SendingItem({ item, named }: { item: OutboxItem; named?: boolean }) {
  const { state } = item
  // The buttons stay during every further try: they must not go away under a hand.
  const held = state.kind === 'waiting' || (state.kind === 'sending' && state.held)
  return (
    <li class="sending-item" data-state={state.kind}>
      <p class="body" dir="auto">
        {item.body}
      </p>
      <p class="state">
        <Icon of={iconOf[state.kind]} />
        {named && <bdi>{item.room.name} · </bdi>}
        {stateText(state)}
      </p>
      {held && <WaitingActions item={item} />}
      {state.kind === 'refused' && <RefusedActions item={item} />}
    </li>
  )
}

const iconOf: Record<ItemState['kind'], IconShapes> = {
  waiting: waitingIcon,
  sending: waitingIcon,
  sent: sentIcon,
  refused: refusedIcon,
}

function stateText(state: ItemState): string {
  const words = t().sending
  switch (state.kind) {
    case 'waiting':
      return words.waiting
    case 'sending':
      return words.sending
    case 'sent':
      return words.sent
    case 'refused':
      return `${words.refused} ${explain({ errors: [], ...state })}`
    default:
      return state satisfies never
  }
}

function WaitingActions({ item }: { item: OutboxItem }) {
  const { outbox } = useApp()
  const actions = useFocusHandedOn<HTMLDivElement>('.log')
  return (
    <div class="actions" ref={actions}>
      <button type="button" class="plain" onClick={outbox.wake}>
        <Icon of={retryIcon} />
        {t().sending.retry}
      </button>
      <DiscardButton item={item} />
    </div>
  )
}

function RefusedActions({ item }: { item: OutboxItem }) {
  const { outbox } = useApp()
  const copied = useSignal(false)
  const actions = useFocusHandedOn<HTMLDivElement>('.log')
  const words = t().sending

  const copy = async () => {
    await navigator.clipboard?.writeText(item.body)
    copied.value = true
  }

  return (
    <div class="actions" ref={actions}>
      {navigator.clipboard && (
        <button type="button" class="plain" onClick={() => void copy()}>
          <Icon of={copied.value ? sentIcon : copyIcon} />
          {copied.value ? words.copied : words.copy}
        </button>
      )}
      <button type="button" class="plain" onClick={() => outbox.retry(item.key)}>
        <Icon of={retryIcon} />
        {words.retry}
      </button>
      <DiscardButton item={item} />
    </div>
  )
}

function DiscardButton({ item }: { item: OutboxItem }) {
  const { outbox } = useApp()
  return (
    <button type="button" class="plain" onClick={() => outbox.discard(item.key)}>
      <Icon of={discardIcon} />
      {t().sending.discard}
    </button>
  )
}

import sentIcon from 'icon:check'
import refusedIcon from 'icon:circle-alert'
import waitingIcon from 'icon:clock'
import copyIcon from 'icon:copy'
import fileIcon from 'icon:paperclip'
import retryIcon from 'icon:rotate-cw'
import discardIcon from 'icon:trash'
import { useComputed, useSignal } from '@preact/signals'
import { useApp } from '../../app/app-context.ts'
import type { AttachedFile, ItemState, OutboxItem } from '../../app/outbox.ts'
import { messageTexts } from '../../locale/message/texts.ts'
import { explain } from '../../locale/messages.ts'
import { locale } from '../../locale/regional.ts'
import { Icon, type IconShapes } from '../controls/icon.tsx'
import { useFocusHandedOn } from '../controls/use-focus-handed-on.ts'

/** What one has written and the log does not show yet: below the log, never in it. */
export function SendingStrip({ roomId }: { roomId: string }) {
  const { outbox } = useApp()
  const items = useComputed(() => outbox.items.value.filter((item) => item.room.id === roomId))
  if (items.value.length === 0) return null
  return <SendingList items={items.value} label={messageTexts().sending.title} />
}

type ListProps = {
  items: readonly OutboxItem[]
  label: string
  /** Whether to say which room each was meant for. */
  named?: boolean
}

/** Unsent messages, and one row of what can be done about all that do not go their way. */
export function SendingList({ items, label, named = false }: ListProps) {
  const held = items.filter(isHeld)
  return (
    <div class="sending-strip">
      <ul class="sending" aria-label={label}>
        {items.map((item) => (
          <SendingItem key={item.key} item={item} named={named} />
        ))}
      </ul>
      {held.length > 0 && <Actions items={held} />}
    </div>
  )
}

/** The buttons stay during every further try: they must not go away under a hand. */
const isHeld = ({ state }: OutboxItem) =>
  state.kind === 'waiting' || state.kind === 'refused' || (state.kind === 'sending' && state.held)

/** More of a message is not needed to know it again. */
const shownSigns = 2000

function SendingItem({ item, named }: { item: OutboxItem; named: boolean }) {
  const { body, room, state } = item
  return (
    <li class="sending-item" data-state={state.kind}>
      <p class="body" dir="auto">
        {item.files && <AttachedNames files={item.files} />}
        {body.length > shownSigns ? `${body.slice(0, shownSigns)}…` : body}
      </p>
      <p class="state">
        <Icon of={iconOf[state.kind]} />
        <span>
          {named && <bdi>{room.name} · </bdi>}
          {stateText(state)}
        </span>
      </p>
      {(isHeld(item) || (item.files && state.kind !== 'sent')) && <DiscardButton item={item} />}
    </li>
  )
}

/** What goes with it, and how far that has come. */
function AttachedNames({ files }: { files: readonly AttachedFile[] }) {
  const attachments = useApp().files.loaded.value
  const percent = new Intl.NumberFormat(locale.value, { style: 'percent' })
  return (
    <>
      {files.map(({ id, name }) => {
        const item = attachments?.items.value.find((each) => each.id === id)
        const bytes = attachments?.progress.value.get(id) ?? 0
        const part = item && !item.file ? ` ${percent.format(bytes / Math.max(1, item.size))}` : ''
        return (
          <span key={id} class="attached-name">
            <Icon of={fileIcon} /> <bdi>{name}</bdi>
            {part}
          </span>
        )
      })}
    </>
  )
}

const iconOf: Record<ItemState['kind'], IconShapes> = {
  waiting: waitingIcon,
  sending: waitingIcon,
  sent: sentIcon,
  refused: refusedIcon,
}

function stateText(state: ItemState): string {
  const words = messageTexts().sending
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

/** For all of them at once; discarding is for each. */
function Actions({ items }: { items: readonly OutboxItem[] }) {
  const { outbox } = useApp()
  const copied = useSignal('')
  const actions = useFocusHandedOn<HTMLDivElement>('.log')
  const words = messageTexts().sending
  const text = items.map(({ body }) => body).join('\n\n')

  const copy = async () => {
    await navigator.clipboard?.writeText(text)
    copied.value = text
  }
  const again = () => {
    for (const { key, state } of items) if (state.kind === 'refused') outbox.retry(key)
    outbox.wake()
  }

  return (
    <div class="actions" ref={actions}>
      <button type="button" class="plain" onClick={again}>
        <Icon of={retryIcon} />
        {words.retry}
      </button>
      {navigator.clipboard && (
        <button type="button" class="plain" onClick={() => void copy()}>
          <Icon of={copied.value === text ? sentIcon : copyIcon} />
          {copied.value === text ? words.copied : words.copy}
        </button>
      )}
    </div>
  )
}

function DiscardButton({ item }: { item: OutboxItem }) {
  const { outbox } = useApp()
  const button = useFocusHandedOn<HTMLButtonElement>('.log')
  const words = messageTexts().sending
  return (
    <button
      type="button"
      class="plain discard"
      aria-label={words.discard}
      title={words.discard}
      ref={button}
      onClick={() => outbox.discard(item.key)}
    >
      <Icon of={discardIcon} />
    </button>
  )
}

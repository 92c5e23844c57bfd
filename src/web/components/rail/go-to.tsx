import { useSignal } from '@preact/signals'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { byUrgency, newsIn } from '../../app/rooms-of-mine.ts'
import { roomPath } from '../../app/router.ts'
import { t } from '../../locale/messages.ts'
import { railTexts } from '../../locale/rail/texts.ts'
import { fold } from '../../text/fold.ts'
import { Dialog } from '../controls/dialog.tsx'

/** As many as one looks over; whoever wants another types on. */
const mostShown = 12

/** One field that leads to any room: ARIA Authoring Practices, combobox with a list. */
export function GoTo({ close }: { close: () => void }) {
  const { store, router } = useApp()
  const typed = useSignal('')
  const at = useSignal(0)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const words = railTexts()
  const part = fold(typed.value)
  const found = byUrgency(store.rooms.value ?? store.earlierRooms.value ?? [])
    .filter(({ name }) => fold(name).includes(part))
    .slice(0, mostShown)
  const chosen = found[at.value]

  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [at.value])

  const go = (roomId: string) => {
    close()
    router.go(roomPath(roomId))
  }
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) at.value = (at.value + step + found.length) % Math.max(1, found.length)
    else if (event.key === 'Enter' && chosen) go(chosen.id)
    else return
    event.preventDefault()
  }

  return (
    <Dialog title={words.goTo} kind="go-to" close={close}>
      <input
        type="text"
        role="combobox"
        aria-label={words.field}
        placeholder={words.field}
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={chosen && `${id}-${chosen.id}`}
        autocomplete="off"
        value={typed.value}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value
          at.value = 0
        }}
        onKeyDown={press}
      />
      <div id={`${id}-list`} role="listbox" aria-label={words.goTo} ref={list}>
        {found.map((room, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
          <div
            key={room.id}
            id={`${id}-${room.id}`}
            role="option"
            aria-selected={index === at.value}
            // The field keeps the keyboard.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => go(room.id)}
          >
            <bdi>{room.name}</bdi>
            {newsIn(room) > 0 && <span class="badge">{t().rooms.unread(newsIn(room))}</span>}
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p class="quiet" role="status">
          {words.none}
        </p>
      )}
    </Dialog>
  )
}

import { useSignal } from '@preact/signals'
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { User } from '../../../protocol/people.ts'
import type { Room } from '../../../protocol/rooms.ts'
import type { Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { membersApi } from '../../app/members-api.ts'
import { byUrgency, newsIn, otherIn } from '../../app/rooms-of-mine.ts'
import { roomPath } from '../../app/router.ts'
import { explain, t } from '../../locale/messages.ts'
import { railTexts } from '../../locale/rail/texts.ts'
import { fold } from '../../text/fold.ts'
import { Avatar } from '../controls/avatar.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { usePeopleLike } from '../controls/use-people-like.ts'

/** As many as one looks over; whoever wants another types on. */
const mostShown = 12

/** One field that leads to any room, and to people of one's rooms: ARIA Authoring Practices, combobox with a list. */
export function GoTo({ close }: { close: () => void }) {
  const { api, store, router, lobby, searching } = useApp()
  const [early] = useState(() => searching.early.splice(0))
  const typed = useSignal(early.filter((key) => key.length === 1).join(''))
  const at = useSignal(0)
  const failure = useSignal<Refusal | null>(null)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const words = railTexts()
  const part = fold(typed.value)
  const all = store.rooms.value ?? store.earlierRooms.value ?? []
  const rooms = byUrgency(all)
    .filter(({ name }) => fold(name).includes(part))
    .slice(0, mostShown)
  const talkedTo = new Set(all.flatMap(({ kind, name }) => (kind === 'direct' ? [name] : [])))
  const others = usePeopleLike(typed.value).filter(({ username }) => !talkedTo.has(username))
  const found = [...rooms, ...others]
  const chosen = found[at.value]

  useEffect(() => void lobby.look(), [lobby])
  useLayoutEffect(() => {
    if (early.includes('Enter') && chosen) void take(chosen)
  }, [])
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [at.value])

  const go = (roomId: string) => {
    close()
    router.go(roomPath(roomId))
  }
  const take = async (one: Room | User) => {
    if ('name' in one) return go(one.id)
    const answer = await membersApi(api).talkTo([one.id])
    failure.value = answer.ok ? null : answer.refusal
    if (!answer.ok) return
    lobby.refresh()
    go(answer.value.room.id)
  }
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) at.value = (at.value + step + found.length) % Math.max(1, found.length)
    else if (event.key === 'Enter' && chosen) void take(chosen)
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
        {found.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
          <div
            key={one.id}
            id={`${id}-${one.id}`}
            role="option"
            aria-selected={index === at.value}
            // The field keeps the keyboard.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => void take(one)}
          >
            {'name' in one ? <ToRoom room={one} /> : <ToPerson user={one} />}
          </div>
        ))}
      </div>
      {failure.value && (
        <p class="error" role="alert">
          {explain(failure.value)}
        </p>
      )}
      {found.length === 0 && (
        <p class="quiet" role="status">
          {words.none}
        </p>
      )}
    </Dialog>
  )
}

function ToRoom({ room }: { room: Room }) {
  return (
    <>
      {room.kind === 'direct' && <Avatar user={otherIn(room)} />}
      <bdi>{room.name}</bdi>
      {newsIn(room) > 0 && <span class="badge">{t().rooms.unread(newsIn(room))}</span>}
    </>
  )
}

function ToPerson({ user }: { user: User }) {
  return (
    <>
      <Avatar user={user} />
      <bdi>{user.username}</bdi>
      <span class="hint">{railTexts().newDirect}</span>
    </>
  )
}

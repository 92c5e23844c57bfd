import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useRef } from 'preact/hooks'
import { deletedPerson } from '../../../protocol/limits.ts'
import type { User } from '../../../protocol/people.ts'
import { useApp } from '../../app/app-context.ts'
import type { App } from '../../app/composition.ts'
import { selfId } from '../../app/self.ts'
import { insertText } from '../../text/insert-text.ts'
import { type Calling, callingAt, namesLike } from '../../text/people-named.ts'
import { mayPin, roomShown } from '../log/message-standing.ts'

/** No name on offer has been pointed at. */
const none = -1

/** Offers the names of people after an `@`, and puts in the one that is chosen. */
export function usePeopleCompletion(area: RefObject<HTMLTextAreaElement | null>) {
  const app = useApp()
  const offered = useSignal<string[]>([])
  /** The one that Enter takes, which the arrows have led to. */
  const active = useSignal(none)
  const begun = useRef<Calling | null>(null)
  /** Those who belong to the room, asked for with the first `@`. */
  const members = useSignal<readonly User[] | null>(null)

  const askForMembers = async (roomId: string) => {
    members.value = []
    const answer = await app.api.membersOf(roomId)
    if (!answer.ok) return
    members.value = answer.value.members.map(({ user }) => user)
    // Whom the arrows led to meanwhile is still meant.
    const chosen = offered.value[active.value]
    follow()
    active.value = chosen === undefined ? none : offered.value.indexOf(chosen)
  }

  const close = () => {
    begun.current = null
    offered.value = []
    active.value = none
  }

  /** To be called when the text or the caret has changed. */
  const follow = () => {
    const field = area.current
    const now = field && callingAt(field.value, field.selectionStart)
    if (!now) return close()
    const room = roomShown(app)
    if (members.value === null && room) void askForMembers(room.id)
    begun.current = now
    offered.value = namesLike(names(app, members.value ?? []), now.name)
    active.value = none
  }

  const choose = (name: string) => {
    const field = area.current
    const place = begun.current
    if (!field || !place) return
    close()
    insertText(field, place.start, field.selectionStart, `@${name} `)
  }

  /** True if the key was meant for the list. */
  const takesKey = (event: KeyboardEvent): boolean => {
    const { length } = offered.value
    const [first] = offered.value
    if (first === undefined) return false
    const chosen = offered.value[active.value]
    if (event.key === 'ArrowDown') active.value = (active.value + 1) % length
    else if (event.key === 'ArrowUp')
      active.value = (Math.max(active.value, 0) + length - 1) % length
    else if (event.key === 'Tab' && !event.shiftKey) choose(chosen ?? first)
    else if (event.key === 'Enter' && chosen !== undefined) choose(chosen)
    else if (event.key === 'Escape') close()
    else return false
    event.preventDefault()
    return true
  }

  return { offered, active, follow, choose, close, takesKey }
}

/** Those who are inside, those who belong, and those who wrote what is loaded. */
function names(app: App, members: readonly User[]): Set<string> {
  const { store } = app
  const authors = store.newest.value.map(({ author }) => author)
  const people = [...store.people.value.values(), ...members, ...authors]
  const self = selfId(app)
  const known = people.filter(({ id, username }) => id !== self && username !== deletedPerson)
  const names = new Set(known.map(({ username }) => username))
  // The server takes it from those who have a say alone.
  return mayPin(app) ? names.add('everyone') : names
}

import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useRef } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { insertText } from '../../text/insert-text.ts'
import { type Calling, callingAt, namesLike } from '../../text/people-named.ts'
import { selfId } from '../log/message-actions.ts'

/** No name on offer has been pointed at. */
const none = -1

/** Offers the names of people after an `@`, and puts in the one that is chosen. */
export function usePeopleCompletion(area: RefObject<HTMLTextAreaElement | null>) {
  const app = useApp()
  const offered = useSignal<string[]>([])
  /** The one that Enter takes, which the arrows have led to. */
  const active = useSignal(none)
  const begun = useRef<Calling | null>(null)

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
    begun.current = now
    offered.value = namesLike(names(app), now.name)
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

/** Those who are inside, and those who wrote what is loaded. */
function names(app: ReturnType<typeof useApp>): Set<string> {
  const { store } = app
  const people = [...store.people.value.values(), ...store.newest.value.map(({ author }) => author)]
  const self = selfId(app)
  return new Set(people.filter(({ id }) => id !== self).map(({ username }) => username))
}

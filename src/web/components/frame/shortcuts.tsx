import { useEffect } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { nextWithNews, roomsOfMine } from '../../app/rooms-of-mine.ts'
import { roomPath } from '../../app/router.ts'
import { lazy } from '../controls/lazy.tsx'
import { SearchDialog } from '../search/lazy-search-dialog.ts'

const HelpDialog = lazy(async () => (await import('./help-dialog.tsx')).HelpDialog)
const GoTo = lazy(async () => (await import('../rail/go-to.tsx')).GoTo)

/** Ctrl+F within so long after the last one means the search; ms. */
const againWithin = 3000

/** So many keys are kept for what was opened while its code is fetched; if that never comes, the next are the page's. */
const mostEarly = 40

/** The keys that work on every page, and what they open. */
export function Shortcuts() {
  const { store, router, helpShown, goToShown, lastRooms, searching } = useApp()
  const { early } = searching

  useEffect(() => {
    const toNews = (step: 1 | -1) => {
      const route = router.route.peek()
      const here = route.kind === 'room' ? route.id : undefined
      const room = nextWithNews(roomsOfMine(store.rooms.peek() ?? []), here, step)
      if (room) router.go(roomPath(room.id))
    }
    /** When Ctrl+F was last left to the browser; ms. */
    let soughtAt = -againWithin
    const toRoomOrSearch = () => {
      const last = router.route.peek().kind === 'rooms' ? lastRooms()[0] : undefined
      if (last) router.go(roomPath(last))
      else if (store.session.peek().kind === 'in') searching.open()
      else focusField()
    }
    /** What a key does; undefined: it is nobody's. */
    const deedOf = ({ key, ctrlKey, metaKey, altKey, target, timeStamp }: KeyboardEvent) => {
      const isLoggedIn = store.session.peek().kind === 'in'
      if (document.querySelector('dialog[open]')) return undefined
      if (ctrlKey || metaKey) {
        if (altKey || !isLoggedIn) return undefined
        if (key.toLowerCase() === 'k') return () => (goToShown.value = true)
        if (key.toLowerCase() !== 'f') return undefined
        // The browser finds what is on the page; who asks again wants what is not.
        const isAgain = timeStamp - soughtAt < againWithin
        soughtAt = timeStamp
        return isAgain ? searching.open : undefined
      }
      // Or Enter would send into this room what is looked for.
      const isComing = goToShown.peek() || searching.shown.peek()
      if (isComing && early.length < mostEarly) return () => early.push(key)
      if (altKey && isLoggedIn) {
        if (key === 'ArrowDown') return () => toNews(1)
        if (key === 'ArrowUp') return () => toNews(-1)
      }
      if (altKey || isWriting(target)) return undefined
      if (key === '?') return () => (helpShown.value = true)
      return key === '/' ? toRoomOrSearch : undefined
    }
    const listen = (event: KeyboardEvent) => {
      const deed = deedOf(event)
      if (!deed) return
      deed()
      event.preventDefault()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  return (
    <>
      {helpShown.value && <HelpDialog close={() => (helpShown.value = false)} />}
      {searching.shown.value && store.session.value.kind === 'in' && <SearchDialog />}
      {goToShown.value && <GoTo close={() => (goToShown.value = false)} />}
    </>
  )
}

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select')

/** The page's field for writing: the message, the filter of the list, or the first there is. */
function focusField() {
  document.querySelector<HTMLElement>('main :is(textarea, input)')?.focus()
}

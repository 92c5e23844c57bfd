import { useRef } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'

/** The server believes it for six seconds; so it is said again in half of them. */
const againAfter = 3000

/** Says to others in the room that one writes, while one does; to nobody if nobody else is inside. */
export function useTyping(roomId: string) {
  const { api, store, clock } = useApp()
  /** When it was last said; null: nobody believes it. */
  const saidAt = useRef<number | null>(null)
  return {
    typed(text: string) {
      const on = text.trim() !== ''
      const said = saidAt.current
      const isSaid = said !== null && (!on || clock.now() - said < againAfter)
      if (on === isSaid || (on && store.people.peek().size < 2)) return
      saidAt.current = on ? clock.now() : null
      void api.ask('PUT', `/api/rooms/${encodeURIComponent(roomId)}/typing`, { on })
    },
    /** That ends it by itself. */
    posted: () => (saidAt.current = null),
  }
}

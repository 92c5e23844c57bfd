import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { User } from '../../../protocol/people.ts'
import { useApp } from '../../app/app-context.ts'
import { membersApi } from '../../app/members-api.ts'

/** So long after the last letter the server is asked; ms. */
const pauseMs = 200

/** People of one's rooms with this part in their names. Nobody, until they have come. */
export function usePeopleLike(typed: string): readonly User[] {
  const { api, clock } = useApp()
  const found = useSignal<{ q: string; people: readonly User[] }>({ q: '', people: [] })
  const q = typed.trim()

  useEffect(() => {
    // The server takes no less, but of scripts in which a letter is a name.
    if (q.length < 2 && !/\p{Lo}/u.test(q)) return
    let isWanted = true
    const cancel = clock.after(pauseMs, async () => {
      const answer = await membersApi(api).peopleLike(q)
      if (answer.ok && isWanted) found.value = { q, people: answer.value.people }
    })
    return () => {
      isWanted = false
      cancel()
    }
  }, [q])

  return found.value.q === q ? found.value.people : []
}

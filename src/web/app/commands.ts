import type { User } from '../../protocol/people.ts'
import type { Amendments } from './amendments.ts'
import type { Api } from './api.ts'
import type { Drafts } from './drafts.ts'
import type { Outbox } from './outbox.ts'
import type { Reading } from './reading.ts'
import type { Router } from './router.ts'
import { selfNow } from './self.ts'
import type { createSession } from './session.ts'
import type { Store } from './store.ts'
import type { Sync } from './sync.ts'

type Parts = {
  api: Api
  store: Store
  session: Pick<ReturnType<typeof createSession>, 'logOut'>
  outbox: Outbox
  amendments: Amendments
  drafts: Drafts
  reading: Reading
  sync: Sync
  router: Router
}

/** What people do that more than one part has to do with. */
export function createCommands(parts: Parts) {
  const { api, store, session, outbox, amendments, drafts, reading, sync, router } = parts
  return {
    /** Wants to hear nothing of somebody any more, or does again. */
    async block(person: User, isBlocked: boolean) {
      const answer = await api.block(person.id, isBlocked)
      if (!answer.ok) return answer
      const others = store.standing.peek().blocked.filter(({ id }) => id !== person.id)
      store.apply({ kind: 'blocked', people: isBlocked ? [...others, person] : others })
      return answer
    },

    /** How much the person wrote that would be lost by logging out. */
    unsent() {
      const self = selfNow({ store })
      if (self === null) return { messages: 0, changes: 0, drafts: 0 }
      const messages = outbox.items.peek().filter(({ state }) => state.kind !== 'sent').length
      const wanted = [...amendments.items.peek().values()]
      const changes = wanted.filter(({ state }) => state.kind !== 'done').length
      return { messages, changes, drafts: drafts.begun(self) }
    },

    async logOut() {
      await reading.close()
      return session.logOut()
    },

    async leaveRoom() {
      await reading.close()
      const answer = await sync.leave()
      if (answer.ok) router.go('/rooms')
      return answer
    },
  }
}

import type { Store } from './store.ts'

type Page = { store: Pick<Store, 'session'> }

/** Who is logged in; empty if nobody is. */
export function selfId({ store }: Page): string {
  const { value: session } = store.session
  return session.kind === 'in' ? session.user.id : ''
}

/** The same at this moment; null if nobody is. */
export function selfNow({ store }: Page): string | null {
  const session = store.session.peek()
  return session.kind === 'in' ? session.user.id : null
}

import type { ForYou } from '../../protocol/for-you.ts'

/** What is loaded, and the next page of it; whatever has come twice is there once. */
export function withNext(known: ForYou | null, { items, next }: ForYou): ForYou {
  const byId = new Map([...(known?.items ?? []), ...items].map((item) => [item.id, item]))
  return { items: [...byId.values()], next }
}

/** The newest ones anew, and what was loaded of the older ones, if nothing can lie between. */
export function withRest(newest: ForYou, known: ForYou | null): ForYou {
  const [first] = known?.items ?? []
  const last = newest.items.at(-1)
  if (newest.next === null || !last || !known || !first) return newest
  if (Number(first.id) < Number(last.id)) return newest
  const rest = known.items.filter(({ id }) => Number(id) < Number(last.id))
  return rest.length === 0 ? newest : { items: [...newest.items, ...rest], next: known.next }
}

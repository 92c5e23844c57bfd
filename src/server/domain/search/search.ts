import { Refusal } from '../../../protocol/refusal.ts'
import {
  type SearchHit,
  type SearchQuery,
  type SearchResults,
  searchPage,
} from '../../../protocol/search.ts'
import type { LivePerson, LiveSession } from '../live/live-person.ts'
import type { ReadThrough } from '../live/read-through.ts'
import type { Asked, Found, Hit } from './find.ts'
import { wordingOf } from './wording.ts'

/** Looks things up, in a thread of its own. */
export interface Finder {
  /** @throws Refusal `unavailable`, if more people are searching than can be answered soon. */
  find(asked: Asked): Promise<Found>
}

interface SearchDeps {
  finder: Finder | undefined
  clock(): number
  /** Whether nothing that was said is left to be read for the index. */
  isIndexed(): boolean
}

/** What people find again of what was said. */
export function createSearch(
  { finder, clock, isIndexed }: SearchDeps,
  { roomAsSeenBy, neverAhead }: ReadThrough,
) {
  /** Undefined: they do not see the room any more. */
  async function asSeenBy(person: LivePerson, hit: Hit): Promise<SearchHit | undefined> {
    try {
      const { id, name } = await roomAsSeenBy(person, hit.roomId)
      await neverAhead(id, [hit.message])
      return { message: hit.message, room: { id, name }, marks: hit.marks, around: hit.around }
    } catch (error) {
      if (error instanceof Refusal) return
      throw error
    }
  }

  return {
    /** @throws Refusal `unavailable` */
    async search({ person }: LiveSession, query: SearchQuery): Promise<SearchResults> {
      if (!finder) throw new Refusal('unavailable', { retryAfter: 1 })
      const wording = wordingOf(query.q ?? '')
      if (query.before !== undefined) {
        wording.before = Math.min(Date.parse(query.before), wording.before ?? Infinity)
      }
      if (query.after !== undefined) {
        wording.after = Math.max(Date.parse(query.after), wording.after ?? -Infinity)
      }
      const { hits, next, indexedAll } = await finder.find({
        personId: person.id,
        wording,
        ...(query.room !== undefined && { room: query.room }),
        ...(query.from !== undefined && { from: query.from }),
        limit: query.limit ?? searchPage.default,
        below: query.page === undefined ? Number.MAX_SAFE_INTEGER : Number.parseInt(query.page, 36),
        now: clock(),
        isIndexed: isIndexed(),
      })
      const seen = await Promise.all(hits.map((hit) => asSeenBy(person, hit)))
      return {
        hits: seen.filter((hit) => hit !== undefined),
        next: next === null ? null : next.toString(36),
        indexedAll,
      }
    },
  }
}

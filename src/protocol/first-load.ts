import Type, { type Static } from 'typebox'
import { Instance } from './instance.ts'
import { Room } from './rooms.ts'
import { SessionNow } from './session.ts'

/**
 * What the server puts into the page itself, so that the first view needs no request of its own: a
 * block of JSON in the element `firstLoadId`.
 */
export const FirstLoad = Type.Object({
  /**
   * What led to this page: Parlor itself or the person's own hand; another site; or nobody can tell,
   * because browsers say it only over HTTPS and to the same machine.
   */
  arrival: Type.Union([Type.Literal('own'), Type.Literal('foreign'), Type.Literal('unknown')]),
  /** Who is logged in, as `GET /api/session` has it; null: nobody. */
  session: Type.Union([SessionNow, Type.Null()]),
  instance: Instance,
  /** For those who are logged in: the rooms, and the cursor after which their news come. */
  list: Type.Union([Type.Object({ rooms: Type.Array(Room), cursor: Type.String() }), Type.Null()]),
})
export type FirstLoad = Static<typeof FirstLoad>

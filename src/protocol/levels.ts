import Type, { type Static } from 'typebox'

/** How much of a room somebody wants to hear of who does not look at it. */
export const NotifyLevel = Type.Union([
  Type.Literal('all'),
  Type.Literal('mentions'),
  Type.Literal('none'),
])
export type NotifyLevel = Static<typeof NotifyLevel>

/** What `PUT /api/me/rooms/{id}` sets. */
export const NotifyChoice = Type.Object({ notify: NotifyLevel })
export type NotifyChoice = Static<typeof NotifyChoice>

import Type, { type Static } from 'typebox'
import { fieldProblems } from './field-errors.ts'
import { Message } from './messages.ts'
import { User } from './people.ts'
import { problems } from './problems.ts'

const FieldError = Type.Object({
  field: Type.String(),
  message: Type.String(),
  code: Type.Enum(Object.keys(fieldProblems)),
  limit: Type.Optional(Type.Integer({ description: 'What the sentence counts, if it does.' })),
})

/** RFC 9457 problem details, with a stable `code` as an extension member. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.Enum(Object.keys(problems), { description: 'Stable: decide by it.' }),
    detail: Type.Optional(Type.String()),
    errors: Type.Optional(Type.Array(FieldError)),
    /** With `room_deleted`: which room it was. */
    room: Type.Optional(Type.Object({ id: Type.String(), name: Type.String() })),
    /** With `room_deleted`: who did it, if that is known. */
    deletedBy: Type.Optional(User),
    /** With `not_in_room`, if it was not they who left. */
    reason: Type.Optional(Type.Union([Type.Literal('removed'), Type.Literal('banned')])),
    /** With `muted` and `banned`: until when. Without it, a ban is for good. */
    until: Type.Optional(Type.String({ format: 'date-time' })),
    /** With `message_changed`: the message as it now is. */
    message: Type.Optional(Message),
  },
  { $id: 'Problem' },
)
export type Problem = Static<typeof Problem>

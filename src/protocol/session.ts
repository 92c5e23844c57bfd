import Type, { type Static } from 'typebox'
import { InstanceRole } from './instance.ts'
import { User } from './people.ts'
import { Room } from './rooms.ts'

/** Who is logged in, and where they are. */
export const SessionNow = Type.Object({
  user: Type.Object({ ...User.properties, role: InstanceRole }),
  /** The room that they are in. */
  room: Type.Union([Room, Type.Null()]),
  /** Only for those who may decide it, and as long as nobody has: who may make an account. */
  undecided: Type.Optional(Type.Boolean()),
  /** Only when there is somebody: whom they have blocked. */
  blocked: Type.Optional(Type.Array(User)),
})
export type SessionNow = Static<typeof SessionNow>

import Type from 'typebox'

/** The `{id}` of a room's address. What could be no id is no room (see `problems.ts`). */
const RoomId = Type.String({ pattern: '^[0-9A-Za-z_-]{1,64}$' })
export const RoomParams = Type.Object({ id: RoomId })

/** The address of a message. As many digits as a number holds exactly. */
export const MessageParams = Type.Object({
  id: RoomId,
  messageId: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }),
})

/** Somebody in a room. Whether there is such a person is said to nobody who does not see the room. */
export const MemberParams = Type.Object({ id: RoomId, personId: RoomId })

/** An emoji under it, percent-encoded. The longest that there are have 35 bytes. */
export const ReactionParams = Type.Object({
  ...MessageParams.properties,
  emoji: Type.String({ maxLength: 64 }),
})

export const FileParams = Type.Object({ id: RoomId })

import Type from 'typebox'

/** The `{id}` of a room's address. */
export const RoomParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) })

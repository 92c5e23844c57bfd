import Type from 'typebox'

/** The `{id}` of a room's address. What could be no id is no room (see `problems.ts`). */
export const RoomParams = Type.Object({ id: Type.String({ pattern: '^[0-9A-Za-z_-]{1,64}$' }) })

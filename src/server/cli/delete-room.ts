import { system } from '../engine/transaction.ts'
import { onDatabase } from './on-database.ts'

/** Deletes a room, whoever it belongs to. @throws if there is no such room. */
export async function deleteRoom(idOrName: string): Promise<void> {
  await onDatabase(async (_, run) => {
    const room = await run('removeRoom', system, { idOrName })
    if (!room) throw new Error(`There is no room with the name or id ${idOrName}.`)
    console.log(`The room ${room.name} (${room.id}) is deleted.`)
  })
}

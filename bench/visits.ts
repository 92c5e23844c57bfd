import type { JoinedRoom } from '../src/protocol/rooms.ts'
import type { Person } from './load/requests.ts'

/** Enters the person's room, and gives the cursor from which to poll it. */
export async function enter(port: number, { cookie, roomId }: Person): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/api/me/room`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ roomId }),
  })
  if (!response.ok) throw new Error(`Joining was answered ${response.status}.`)
  const joined: JoinedRoom = JSON.parse(await response.text())
  return joined.cursor
}

import { createECDH, randomBytes, randomUUID } from 'node:crypto'
import type { Ask, Flooder } from './flooder.ts'

/** What is asked of a route so that it is done, and not refused: the more it reads or writes, the better. */
export type Recipe = (flooder: Flooder) => Promise<Ask[]>
export type Recipes = Record<string, Recipe>

/** Of so many requests, each different where it matters; what is taken once is refused later. */
export const some = 200
export function many<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => make(at))
}

/** The same request each time. */
export function plain(
  method: string,
  path: (flooder: Flooder) => string,
  json?: (flooder: Flooder, at: number) => unknown,
): Recipe {
  return async (flooder) =>
    many(json ? some : 1, (at) => ({
      method,
      path: path(flooder),
      ...(json && { json: json(flooder, at) }),
    }))
}

/** Makes several of something, one by one, and asks the same of each. */
export async function each(
  count: number,
  make: (at: number) => Promise<string>,
  ask: (id: string) => Ask | Ask[],
): Promise<Ask[]> {
  const asks: Ask[] = []
  for (let at = 0; at < count; at += 1) asks.push(...[ask(await make(at))].flat())
  return asks
}

/** Posts a message, and gives its id. */
export function post({ told, room }: Flooder, fileIds: string[] = [], body = 'To be flooded') {
  const json = { body, key: randomUUID(), files: fileIds }
  return told({ method: 'POST', path: `/api/rooms/${room}/messages`, json }, 'message', 'id')
}

/** What admins may do, they may flood. */
export async function beAdmin({ id, askAs, owner }: Flooder): Promise<void> {
  await askAs(owner, { method: 'PATCH', path: `/api/people/${id}`, json: { role: 'admin' } })
}

export function subscription(): { endpoint: string; keys: { p256dh: string; auth: string } } {
  const curve = createECDH('prime256v1')
  return {
    endpoint: `https://push.example.org/${randomUUID()}`,
    keys: {
      p256dh: curve.generateKeys().toString('base64url'),
      auth: randomBytes(16).toString('base64url'),
    },
  }
}

import type { Room } from '../../src/protocol/rooms.ts'
import { nameOf, type Packet } from './network.ts'
import type { Page } from './page.ts'
import type { World } from './world.ts'

/** One thing that can happen. `a` and `b` choose among what there is. */
export type Operation = (world: World, a: number, b: number) => Promise<unknown>

export function pick<T>(list: readonly T[], at: number): T | undefined {
  return list[at % Math.max(1, list.length)]
}

export async function insideARoom(
  world: World,
  a: number,
  does: string,
  operation: (page: Page, room: Room) => void,
  mayDo: (page: Page) => boolean = () => true,
): Promise<void> {
  const inside = world.pages().filter((page) => page.store.visit.value.kind === 'inside')
  const able = inside.filter(mayDo)
  // Now and then somebody tries who may not.
  const page = pick(able.length > 0 && a % 4 > 0 ? able : inside, a)
  const visit = page?.store.visit.value
  if (!page || visit?.kind !== 'inside') return deliver(world, a)
  await world.act(() => operation(page, visit.room), `${page.name} ${does} in “${visit.room.name}”`)
}

export async function onPage(
  world: World,
  a: number,
  does: string,
  operation: (page: Page) => void,
): Promise<void> {
  const page = pick(
    world.pages().filter((each) => each.browser.isAwake()),
    a,
  )
  if (page) await world.act(() => operation(page), `${page.name} ${does}`)
}

export async function onPacket(
  world: World,
  a: number,
  what: string,
  operation: (packet: Packet) => void,
): Promise<void> {
  const packet = pick(world.network.unreliable(), a)
  if (!packet) return tick(world)
  world.network.take(packet)
  await world.act(() => operation(packet), `${what}: ${nameOf(packet)}`)
}

export async function deliver(world: World, a: number, b = 0): Promise<void> {
  const packet = pick(world.network.arriving(), a)
  if (!packet) return tick(world)
  const where =
    packet.kind === 'request' ? ` at ${world.serverFor(packet.exchange.number + b).name}` : ''
  world.journal(`arrives${where}: ${nameOf(packet)}`)
  await world.deliver(packet, b)
}

export async function tick(world: World): Promise<void> {
  const { timeline } = world
  if (timeline.nextAt() !== undefined) await world.act(timeline.fireNext, 'a timer fires')
}

/** Of the client's modules, only those that draw ask for these. */
export async function ask(
  page: Page,
  method: string,
  path: string,
  body?: Record<string, string | boolean>,
): Promise<void> {
  await page.api.ask(method, path, body)
}

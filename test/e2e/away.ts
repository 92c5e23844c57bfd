import { aName, aPerson } from '../support/examples.ts'
import { aMember, type Browser } from './browser.ts'
import type { Visitor } from './visitor.ts'

/** Anna at a screen, in a room of hers; Bob, who talks in another room to which she belongs. */
export async function annaElsewhere(browser: Browser, parlor: { readonly url: string }) {
  return away(await aMember(browser, parlor), parlor)
}

/** The same in the page of all tests, where no more is new than is new here. */
export async function away(anna: Visitor, parlor: { readonly url: string }) {
  const bob = await aPerson(parlor, 'bob')
  const tea = await bob.createRoom(aName('Tea'))
  await bob.join(tea)
  const { rooms } = await (await anna.page.request.get('/api/rooms')).json()
  const read = rooms.map(({ id, messages }: { id: string; messages: number }) => [id, messages])
  await anna.page.request.put('/api/me/read', { data: { rooms: Object.fromEntries(read) } })
  await anna.page.request.put('/api/me/room', { data: { roomId: tea.id } })
  const books = aName('Books')
  const address = await anna.makeRoom(books)
  await anna.enter(address)
  const rail = anna.page.getByRole('navigation', { name: 'Your rooms' })
  const inRail = (name: string) => rail.getByRole('link', { name, exact: true })
  return { anna, bob, tea, books, rail, inRail }
}

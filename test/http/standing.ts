import { aPerson, type Parlor } from '../support/examples.ts'
import type { Person } from '../support/person.ts'

/** Whoever was there first in a parlor that the tests of a file share, and so owns it. */
const owners = new WeakMap<Parlor, Promise<Person>>()

export function theOwner(parlor: Parlor): Promise<Person> {
  const owner = owners.get(parlor) ?? aPerson(parlor, 'owner')
  owners.set(parlor, owner)
  return owner
}

/** Somebody whom the owner has made an admin. */
export async function anAdmin(parlor: Parlor): Promise<Person> {
  const owner = await theOwner(parlor)
  const admin = await aPerson(parlor, 'admin')
  await owner.send('PATCH', `/api/people/${await idOf(admin)}`, { role: 'admin' })
  return admin
}

export async function idOf(person: Person): Promise<string> {
  return (await person.session()).user.id
}

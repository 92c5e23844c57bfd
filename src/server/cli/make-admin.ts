import { system } from '../engine/transaction.ts'
import { onDatabase } from './on-database.ts'

/** Gives an account a say over the whole instance. @throws if there is no account by that name. */
export async function makeAdmin(username: string): Promise<void> {
  await onDatabase(async (_, run) => {
    const person = await run('makeAdmin', system, { username })
    if (!person) throw new Error(`There is no account named ${username}.`)
    console.log(`${person.username} is an admin.`)
  })
}

import { system } from '../engine/transaction.ts'
import { onDatabase } from './on-database.ts'

/** Shuts an account, or opens it again. @throws if there is no account by that name. */
export async function shutAccount(username: string, shut: boolean): Promise<void> {
  await onDatabase(async (_, run) => {
    const found = await run('shutAccount', system, { username, shut })
    if (!found) throw new Error(`There is no account named ${username}.`)
    console.log(`The account ${username} is ${shut ? 'shut' : 'open'}.`)
  })
}

import { readConfig } from '../config.ts'
import { resetLifetime } from '../domain/new-passwords.ts'
import { hashOf } from '../domain/sessions.ts'
import { system } from '../engine/transaction.ts'
import { newToken } from '../ids.ts'
import { onDatabase } from './on-database.ts'

/**
 * Prints a link that sets a new password for an account, once. An earlier link is withdrawn.
 * @throws if there is no account by that name.
 */
export async function resetPassword(username: string, { url }: { url?: string }): Promise<void> {
  const code = newToken()
  const person = await onDatabase((_, run) =>
    run('offerReset', system, { username, codeHash: hashOf(code) }),
  )
  if (!person) throw new Error(`There is no account named ${username}.`)
  const { host, port } = readConfig(process.env)
  const base = (url ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`).replace(
    /\/$/,
    '',
  )
  const minutes = resetLifetime / 60_000
  console.log(`A link for ${person.username}, good once and for ${minutes} minutes:`)
  // After the #, so that no server and no proxy writes it down.
  console.log(`${base}/reset#${code}`)
  if (!url) console.log('Behind a proxy, --url gives it the address that people know.')
}

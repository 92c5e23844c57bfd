import { Refusal } from '../../protocol/refusal.ts'
import { instanceOf } from '../domain/instance.ts'
import { system } from '../engine/transaction.ts'
import { onDatabase } from './on-database.ts'

interface InstanceOptions {
  name?: string
  registration?: string
  welcome?: string
}

const registrations = ['open', 'invite', 'closed'] as const

/**
 * Prints what is set of the instance, after what is asked for was changed.
 * @throws Error that says which option cannot be taken
 */
export async function instance({ name, registration, welcome }: InstanceOptions): Promise<void> {
  const who = registrations.find((each) => each === registration)
  if (registration !== undefined && who === undefined) {
    throw new Error(`--registration is one of ${registrations.join(', ')}.`)
  }
  const change = {
    ...(name !== undefined && { name }),
    ...(who !== undefined && { registration: who }),
    ...(welcome !== undefined && { welcome }),
  }
  await onDatabase(async (database, run) => {
    if (Object.keys(change).length > 0) {
      await run('setUpInstance', system, change).catch((error) => {
        throw new Error(inWords(error), { cause: error })
      })
    }
    console.log(JSON.stringify(await instanceOf(database.db())))
  })
}

function inWords(error: unknown): string {
  if (!(error instanceof Refusal)) return String(error)
  const [first] = error.details.errors ?? []
  return first ? `--${first.field}: ${first.message}` : error.message
}

import { open } from 'node:fs/promises'
import { Refusal } from '../../protocol/refusal.ts'
import { instanceOf } from '../domain/instance.ts'
import { pictureToKeep } from '../domain/instance-picture.ts'
import { system } from '../engine/transaction.ts'
import { createPictures } from '../pictures.ts'
import { onDatabase } from './on-database.ts'

interface InstanceOptions {
  name?: string
  registration?: string
  welcome?: string
  /** A file's path; false: none any more. */
  picture?: string | false
}

const registrations = ['open', 'invite', 'closed'] as const

/**
 * Prints what is set of the instance, after what is asked for was changed.
 * @throws Error that says which option cannot be taken
 */
export async function instance(options: InstanceOptions): Promise<void> {
  const { name, registration, welcome, picture } = options
  const who = registrations.find((each) => each === registration)
  if (registration !== undefined && who === undefined) {
    throw new Error(`--registration is one of ${registrations.join(', ')}.`)
  }
  const change = {
    ...(name !== undefined && { name }),
    ...(who !== undefined && { registration: who }),
    ...(welcome !== undefined && { welcome }),
  }
  const shown = picture ? await pictureIn(picture) : null
  await onDatabase(async (database, run) => {
    if (picture !== undefined) await run('setUpPicture', system, shown)
    if (Object.keys(change).length > 0) {
      await run('setUpInstance', system, change).catch((error) => {
        throw new Error(inWords(error), { cause: error })
      })
    }
    console.log(JSON.stringify(await instanceOf(database.db())))
  })
}

async function pictureIn(path: string) {
  const pictures = createPictures((error) => console.error(error))
  try {
    // Opened first: a file that is not there is no damaged picture.
    const file = await open(path)
    return await pictureToKeep(pictures, '', file.createReadStream())
  } catch (error) {
    const why = error instanceof Refusal ? inWords(error) : `--picture: ${String(error)}`
    throw new Error(why.replace('--file', '--picture'), { cause: error })
  }
}

function inWords(error: unknown): string {
  if (!(error instanceof Refusal)) return String(error)
  const [first] = error.details.errors ?? []
  return first ? `--${first.field}: ${first.message}` : error.message
}

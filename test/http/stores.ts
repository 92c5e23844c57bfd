import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { aDirectory, testIn, type WhenOver } from '../support/examples.ts'
import { keyOfStore, ObjectStore } from '../support/object-store.ts'

/** A store as whoever runs it sees it. */
export interface Place {
  environment: Record<string, string>
  /** The names of the files that lie there, whole or not. */
  names(): Promise<string[]>
  bytes(name: string): Promise<Buffer>
  /** Has it do nothing that it is asked for, until the function that is given back is called. */
  break(): Promise<() => Promise<void>>
}

/** `test` with a `parlor` whose files lie in such a place; a file's tests share both. */
export function testOn(
  make: (whenOver: WhenOver) => Promise<Place>,
  limits: Record<string, string>,
) {
  let place: Place | undefined
  const environment = { ...limits }
  const test = testIn(environment, async (whenOver) => {
    place = await make(whenOver)
    Object.assign(environment, place.environment)
    return {}
  })
  /** With the names of what was put there since. */
  const aSharedPlace = async (): Promise<Place> => {
    if (!place) throw new Error('Only with the parlor of this test.')
    const { names } = place
    const before = new Set(await names())
    return { ...place, names: async () => (await names()).filter((name) => !before.has(name)) }
  }
  return { test, aSharedPlace }
}

export async function aFolder(whenOver: WhenOver = onTestFinished): Promise<Place> {
  const folder = join(await aDirectory(whenOver), 'what people send')
  const inside = (name: string) => readdir(join(folder, name))
  return {
    environment: { FILES: `folder:${folder}` },
    names: async () => [...(await inside('files')), ...(await inside('incoming'))],
    bytes: (name) => readFile(join(folder, 'files', name)),
    async break() {
      await rename(folder, `${folder} away`)
      await writeFile(folder, '')
      return async () => {
        await rm(folder)
        await rename(`${folder} away`, folder)
      }
    },
  }
}

export async function aBucket(whenOver: WhenOver = onTestFinished) {
  const store = new ObjectStore('eu-north-1')
  const url = await store.start()
  whenOver(() => store.stop())
  return {
    store,
    environment: {
      FILES: `s3:${url}`,
      S3_REGION: 'eu-north-1',
      S3_ACCESS_KEY_ID: keyOfStore.id,
      S3_SECRET_ACCESS_KEY: keyOfStore.secret,
    },
    names: async () => [...store.objects.keys()],
    bytes: async (name: string) => store.objects.get(name) ?? Buffer.alloc(0),
    async break() {
      store.trouble = 503
      return async () => {
        store.trouble = undefined
      }
    },
  }
}

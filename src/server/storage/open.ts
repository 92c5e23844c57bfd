import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Tables } from '../database/entities/tables.ts'
import { type FileStore, otherStore } from '../domain/file-store.ts'
import { createThrottledLog } from '../throttled-log.ts'
import { type Folder, folderStore } from './folder.ts'
import { type Bucket, s3Store } from './s3.ts'
import type { PlaceOfFiles } from './setting.ts'

/**
 * The store that the settings ask for, once it has kept something.
 * @throws Error that names the setting, if nothing can be kept there or files lie in one of another kind.
 */
export async function openStore(
  place: PlaceOfFiles | undefined,
  db: () => Kysely<Tables>,
  logger: Logger,
): Promise<FileStore | undefined> {
  const troubles = createThrottledLog(logger, () => performance.now(), {
    trouble: 'A file could not be kept, read or removed where FILES says that files lie.',
    over: '',
  })
  const store = place && storeAt(place, troubles.trouble)
  const other = await otherStore(db(), store)
  if (other !== undefined) {
    const form = other === 's3' ? 's3:https://ENDPOINT/BUCKET' : 'folder:PATH'
    throw new Error(
      `FILES must go on being ${form}: files that people sent lie there, and nowhere else.`,
    )
  }
  await store?.check()
  return store
}

function storeAt(place: PlaceOfFiles, onTrouble: (error: unknown) => void): Folder | Bucket {
  return place.kind === 'folder' ? folderStore(place.path, onTrouble) : s3Store(place, onTrouble)
}
